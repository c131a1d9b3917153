import Variates

/// What a disk's bandwidth is with 1, 2, 3, … transfers in service, at the beginning of a run and later.
struct BandwidthCourse {
    /// At the beginning; nil where bytes move in no time.
    let first: [Double]?
    /// Later, by increasing time.
    let later: [Disk.LaterBandwidth]

    /// - Throws: `PipelineError` where what is said of the bandwidth does not fit together.
    init(_ values: ParameterValues, queueDepth: Int) throws(PipelineError) {
        let perRequest = values.optionalQuantity("bandwidthPerRequest")
        func curve(_ totals: [Double]?) -> [Double]? { Self.curve(totals, perRequest: perRequest, queueDepth) }
        guard let overTime = values.optionalDistribution("bandwidthOverTime") else {
            first = curve(
                values.optionalTable("bandwidthByDepth") ?? values.optionalQuantity("bandwidth").map { [$0] })
            later = []
            try check()
            return
        }
        guard values.optionalTable("bandwidthByDepth") == nil else {
            throw PipelineError(
                parameter: "bandwidthOverTime", "give `bandwidthOverTime` or `bandwidthByDepth`, not both")
        }
        let (constants, starts) = try Self.constants(of: overTime)
        first = curve([constants[0]])
        later = zip(constants.dropFirst(), starts).compactMap { constant, start in
            curve([constant]).map { Disk.LaterBandwidth(fromSeconds: start, bytesPerSecond: $0) }
        }
        try check()
    }

    /// The bandwidths of phases, and the seconds at which those after the first begin.
    private static func constants(of course: Distribution) throws(PipelineError) -> ([Double], [Double]) {
        func constant(_ distribution: Distribution) throws(PipelineError) -> Double {
            if case .constant(let value) = distribution { return value }
            throw PipelineError(
                parameter: "bandwidthOverTime", "the disk's bandwidth must be constant in each phase of the run")
        }
        guard let phases = course.phases else { return ([try constant(course)], []) }
        guard phases.basis == .seconds else {
            throw PipelineError(
                parameter: "bandwidthOverTime",
                "phases of a bandwidth must last for a time: `{of: 1 GB/s, for: 10 min}`")
        }
        var constants: [Double] = []
        for phase in phases.phases { constants.append(try constant(phase.distribution)) }
        return (constants + [try constant(phases.last)], phases.ends)
    }

    /// As many transfers together as one request's share allows, up to the total.
    private static func curve(_ totals: [Double]?, perRequest: Double?, _ queueDepth: Int) -> [Double]? {
        guard let perRequest else { return totals }
        guard let totals else { return (1...queueDepth).map { Double($0) * perRequest } }
        let highest = totals.max() ?? perRequest
        let needed = min(queueDepth, max(totals.count, Int(min(65536, (highest / perRequest).rounded(.up)))))
        return (1...max(1, needed)).map { min(totals[min($0, totals.count) - 1], Double($0) * perRequest) }
    }

    private func check() throws(PipelineError) {
        let rates = (first ?? []) + later.flatMap(\.bytesPerSecond)
        if let slowest = rates.min(), let fastest = rates.max(), fastest > 1e5 * slowest {
            throw PipelineError(
                parameter: "bandwidthByDepth", "the bandwidths of one disk may differ by a factor of at most 100000")
        }
    }
}
