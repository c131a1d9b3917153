/// How many steps the epochs of a measured case have, as far as the data do not say it.
struct TFDataEpochs {
    private let measured: TFDataCase

    init(_ measured: TFDataCase) { self.measured = measured }

    /// The lines of `train` that bound epochs.
    func lines() throws(CaseError) -> [String] {
        guard (1...1_000_000).contains(measured.epochs), measured.breaks.values.allSatisfy({ $0 > 0 }) else {
            throw CaseError("`epochs` must be from 1 to 1,000,000, and the steps in `break_after` positive")
        }
        let breaks = measured.breaks.filter { $0.key < measured.epochs }
        guard !breaks.isEmpty else { return stepsOfEndlessOrLongerData() }
        if breaks.count == measured.epochs, let steps = breaks[0], breaks.values.allSatisfy({ $0 == steps }) {
            return leftEarly("each epoch after \(steps) steps") + ["  steps: \(steps)"]
        }
        guard breaks.count == 1, let first = breaks[0] else {
            throw CaseError("break_after: only the first epoch, or each after the same steps, can be left early")
        }
        return leftEarly("the first epoch after \(first) steps") + ["  firstEpochSteps: \(first)"]
    }

    private func leftEarly(_ what: String) -> [String] {
        let hasCache = measured.pipelines.joined().contains { if case .cache = $0 { true } else { false } }
        let cache = hasCache ? ["  # A cache that is not complete by then is discarded, as in the measured run."] : []
        return ["  # The measured loop left \(what)."] + cache
    }

    /// The measured loop may have stopped before the data ended.
    private func stepsOfEndlessOrLongerData() -> [String] {
        let consumers = measured.pipelines.count
        guard let steps = measured.steps, steps >= measured.epochs * consumers else { return [] }
        let perEpoch = steps / (measured.epochs * consumers)
        if let available = Self.elements(of: measured.pipelines[0]), available <= perEpoch { return [] }
        return leftEarly("its data after \(perEpoch) steps") + ["  steps: \(perEpoch)"]
    }

    /// Elements that a pipeline delivers in an epoch; nil when it never ends.
    private static func elements(of pipeline: [TFDataOperator]) -> Int? {
        var count: Int? = 0
        for `operator` in pipeline {
            switch `operator` {
            case .range(let elements): count = elements
            case .interleave(let files): count = product(files.files, files.perFile)
            case .batch(let batch) where batch.size > 0:
                count = count.map { ($0 + (batch.dropsRemainder ? 0 : batch.size - 1)) / batch.size }
            case .take(let elements): count = min(count ?? .max, max(0, elements))
            case .skip(let elements): count = count.map { max(0, $0 - elements) }
            case .shard(let shards, let index) where shards > 0:
                count = count.map { max(0, ($0 - index + shards - 1) / shards) }
            case .repeat(nil): count = nil
            case .repeat(let passes?): count = count.flatMap { product($0, passes) }
            default: break
            }
        }
        return count
    }

    /// Nil, as for what never ends, when there are too many to calculate with.
    private static func product(_ one: Int, _ other: Int) -> Int? {
        let (product, overflow) = one.multipliedReportingOverflow(by: other)
        return overflow || product.magnitude > 1 << 60 ? nil : product
    }
}
