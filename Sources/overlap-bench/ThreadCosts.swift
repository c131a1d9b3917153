import PipelineExecution

/// What waking a thread, sleeping and handing over cost here, as `Benchmarks/compare.py` reads it.
struct ThreadCosts {
    let json: String

    init() throws {
        let probe = try ThreadProbe()
        let wakeUps = probe.wakeUps.map(Self.point).joined(separator: ", ")
        let overshoots = probe.sleepOvershoots.map(Self.point).joined(separator: ", ")
        json =
            #"{"wake_ups": [\#(wakeUps)], "sleep_overshoots": [\#(overshoots)], "#
            + #""hand_over": {\#(Self.spread(probe.handOver))}}"#
    }

    private static func point(_ point: ThreadProbe.Point) -> String {
        #"{"seconds": \#(point.durationSeconds), \#(spread(point.cost))}"#
    }

    private static func spread(_ spread: Spread) -> String {
        #""median_us": \#(spread.medianSeconds * 1e6), "p90_us": \#(spread.percentile90Seconds * 1e6)"#
    }
}
