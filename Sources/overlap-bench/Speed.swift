import PipelineRuns
import PipelineSimulation
import Pipelines
import Variates

/// A result and the time that it took.
struct Timed {
    var result: WorkloadResult
    var seconds: Double
}

/// Runs a workload once.
func measure(_ run: () throws -> WorkloadResult) rethrows -> Timed {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try run()
    return Timed(result: result, seconds: (clock.now - start) / .seconds(1))
}

/// W1 at kernel level, durations through GSL.
func singleServer(customers: Int) -> WorkloadResult {
    var arriving = StreamDraws(.exponential(mean: 1 / 0.9), stage: "arrivals")
    var serving = StreamDraws(.exponential(mean: 1), stage: "service")
    return simulateSingleServer(customers: customers, interarrivals: &arriving, services: &serving)
}

/// W3 at kernel level, durations through GSL.
func blockingLine(items: Int) throws -> WorkloadResult {
    var line = BlockingLine(
        workers: 4, places: 8, reading: StreamDraws(try .logNormal(mean: 1, cv: 0.5), stage: "reading"),
        decoding: StreamDraws(.gamma(shape: 4, scale: 0.9), stage: "decoding"), stepNanoseconds: 950_000_000)
    return line.run(items: items)
}

/// W3′ through scenario, operators, draws and statistics.
func pipeline(items: Int, by engine: Engine) throws -> WorkloadResult {
    var scenario = try pipelineWorkload(items: items)
    scenario.run = try RunPlan(engine: engine)
    guard case .completed(let report) = try simulate(scenario, replication: 0) else {
        preconditionFailure("the workload needs no memory")
    }
    return WorkloadResult(
        modelEvents: 3 * items, items: items, figure: report.samplesPerSecond / 1_000, overflowed: false)
}

/// Prints what `Benchmarks/compare.py` reads.
func printSpeed(_ name: String, _ timed: Timed) {
    let perEvent = timed.seconds * 1e9 / Double(timed.result.modelEvents)
    print(
        #"{"workload": "\#(name)", "items": \#(timed.result.items), "figure": \#(timed.result.figure), "#
            + #""ns_per_model_event": \#(perEvent), "items_per_second": \#(Double(timed.result.items) / timed.seconds)}"#
    )
}
