import Glibc
import PipelineExecution
import PipelineRuns
import Pipelines
import Variates

/// The executor's overhead for one element through `source → map(2) → prefetch(2)` whose bodies are empty.
struct ExecutorOverhead {
    let elements: Int
    let wallSeconds: Double
    /// Of all threads, those included that look for work without sleeping.
    let cpuSeconds: Double

    init(elements: Int) throws {
        let scenario = try Self.scenario(elements: elements)
        var settings = ExecutionSettings()
        settings.spinNanoseconds = 50_000
        let clock = ContinuousClock()
        let (start, cpuStart) = (clock.now, Self.cpuSeconds)
        let execution = try execute(scenario, settings)
        wallSeconds = (clock.now - start) / .seconds(1)
        cpuSeconds = Self.cpuSeconds - cpuStart
        guard execution.error == nil, case .completed(let report) = execution.outcome, report.samples == elements else {
            preconditionFailure("an empty pipeline needs nothing that could be missing")
        }
        self.elements = elements
    }

    /// What `Benchmarks/compare.py` reads.
    var json: String {
        let perElement = 1e6 / Double(elements)
        return #"{"workload": "executor", "items": \#(elements), "wall_us_per_item": \#(wallSeconds * perElement), "#
            + #""cpu_us_per_item": \#(cpuSeconds * perElement)}"#
    }

    private static func scenario(elements: Int) throws -> Scenario {
        let pipeline = try Pipeline(
            stages: [
                .init(name: "source", operator: Source(parameters: ["elements": .count(elements)])),
                .init(name: "map", operator: Map(parameters: ["parallelism": .count(2)])),
                .init(name: "prefetch", operator: Prefetch(parameters: ["buffer": .count(2)])),
            ],
            training: section(TrainingLoop.self, ["step": .distribution(.constant(0))]))
        return try overlap_bench.scenario("overhead", pipeline, disk: [:])
    }

    private static var cpuSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}
