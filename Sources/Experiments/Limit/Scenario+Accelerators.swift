package import Pipelines

extension Scenario {
    /// The scenario with another number of accelerators.
    ///
    /// With growing data each accelerator keeps its share: of n times as many accelerators the source has n times as many
    /// files, rounded up. Where no stage divides the data, each accelerator reads all of them anyway, and they stay.
    ///
    /// - Parameters:
    ///   - count: accelerators, in the range of `gpu.count`.
    ///   - growingData: whether there are data in proportion to them.
    /// - Throws: `PipelineError` when there are no data for one of them, or more than a source can have.
    package func onAccelerators(_ count: Int, growingData: Bool) throws(PipelineError) -> Scenario {
        var scenario = self
        scenario.platform.gpu.count = count
        guard growingData, dividesData else {
            try scenario.check()
            return scenario
        }
        let lengths = scenario.pipeline.storedFiles.lengths
        let own = Int64(platform.gpu.count)
        let (grown, overflow) = lengths.files.multipliedReportingOverflow(by: Int64(count))
        let needed = overflow ? .max : (grown - 1) / own + 1
        guard Double(needed) * lengths.mean <= Double(FileLengths.mostSamples) else {
            throw PipelineError("\(count) accelerators with as many data each need more than 10¹² samples")
        }
        return try scenario.reading(files: needed)
    }

    /// Whether accelerators share the data among them: some stage passes less on to each of two than to one alone.
    private var dividesData: Bool {
        guard let half = try? pipeline.onAccelerator(0, of: 2) else { return true }
        return zip(half.meanFlows, pipeline.meanFlows).contains { $0.elements < $1.elements }
    }
}
