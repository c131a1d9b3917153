import Pipelines
import ScenarioFiles

/// `source → prefetch(b) → step`: loading, then training, each of one time or exponential.
struct TwoStations {
    var load = "{exponential: 1 ms}"
    var step = "{exponential: 1 ms}"
    var buffer = 2
    /// What stands between source and prefetch.
    var stages = ""
    var source = "source"
    var elements = 300
    var run = "{}"
    var memory = ""

    func scenario() throws -> Scenario {
        let file = try ScenarioFile(
            text: """
                overlap: 1
                platform: {disk: {latency: \(load), queueDepth: 1}\(memory.isEmpty ? "" : ", memory: \(memory)")}
                pipeline:
                  - source: {name: \(source), elements: \(elements), size: 1 KiB}
                  \(stages)
                  - prefetch: \(buffer)
                train: {step: \(step)}
                run: \(run)
                """, name: "two stations", directory: ".")
        return try file.scenario(variant: "base")
    }

    /// Nothing is random.
    static func constant(load: String = "1 ms", step: String = "1 ms", run: String = "{}") -> TwoStations {
        TwoStations(load: load, step: step, elements: 100, run: run)
    }
}
