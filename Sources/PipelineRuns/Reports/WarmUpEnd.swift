import Measurements

/// Where the warm-up of runs of one scenario ends, as MSER-5 tells from the mean of their series.
///
/// By its own series a run leaves out what was slow by chance, where times vary and steps are few: its rate comes out
/// too high, and more replications do not help. Runs that differ by their draws alone warm up alike, so they agree on
/// one end, for which no run's chance decides.
///
/// - Source: P. D. Welch (1983), "The statistical analysis of simulation results", in S. S. Lavenberg (ed.), *Computer
///   Performance Modeling Handbook* (the mean over replications); ``WarmUp`` for MSER; decision record 3 for what was
///   measured.
package enum WarmUpEnd: Sendable, Equatable, Codable {
    /// After this number of steps of an accelerator.
    case steps(Int64)
    /// MSER finds no end.
    case notFound
    /// There are too few steps to judge.
    case tooShort

    /// - Parameter histories: of one run or several; of those whose series have another stride than most, because they
    ///   had more or fewer steps, nothing is seen.
    package init(of histories: [RunHistory]) {
        let strides = histories.map(\.series.stride).sorted()
        guard let stride = strides.isEmpty ? nil : strides[strides.count / 2] else {
            self = .tooShort
            return
        }
        let alike = histories.map(\.series).filter { $0.stride == stride }
        let means = alike.map(\.batchMeanNanoseconds)
        let count = means.map(\.count).min() ?? 0
        let pooled = (0..<count).map { batch in means.reduce(0) { $0 + $1[batch] } / Double(means.count) }
        switch WarmUp(batchMeans: pooled) {
        case .truncate(let batches): self = .steps(Int64(batches * alike[0].snapshotsPerBatch) * stride)
        case .notConverged: self = .notFound
        case .tooShort: self = .tooShort
        }
    }
}
