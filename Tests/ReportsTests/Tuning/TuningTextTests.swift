import Experiments
import ScenarioFiles
import Testing

@testable import Reports

struct TuningTextTests {
    private static func tuning(_ prefetch: String, step: String) async throws -> Tuning {
        let text = """
            overlap: 1
            pipeline: [source: 400, map: {cost: 4 ms, use: wait, parallelism: \(prefetch)}, prefetch: auto]
            train: {step: \(step), epochs: 2}
            run: {replications: 2}
            """
        return try await Tuning(
            of: TuningSubject(try ScenarioFile(text: text, name: "s", directory: "."), variant: "base"), threads: 1)
    }

    @Test func `what to write comes where it is better`() async throws {
        let text = TuningText(try await Self.tuning("auto", step: "0.1 ms")).text(TextStyle())
        #expect(text.hasPrefix("base: automatic tuning is not the best: `best found` is "))
        #expect(text.contains("Judged by samples/s of the whole run"))
        #expect(text.contains("Write instead:\n  map.parallelism: ") && text.contains("private_threadpool_size"))
    }

    @Test func `nothing is to be written where it is not`() async throws {
        let tuning = try await Self.tuning("1", step: "1 ms")
        let text = TuningText(tuning).text(TextStyle())
        #expect(
            text.hasPrefix("base: automatic tuning does as well as the best that was found: no difference above 0.5 %"))
        #expect(!text.contains("Write instead"))
        let script = TuningPlot(title: "s", tuning).script(in: .svg)
        #expect(script.contains("$chosen0 << END") && script.contains("best found, 1"))
    }
}
