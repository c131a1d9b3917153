import Pipelines
import ScenarioFiles
import Testing
import Variates

struct PhaseDecoderTests {
    private typealias Phase = PhasedDistribution.Phase

    private func step(_ text: String) throws -> Distribution {
        let file = try Fixtures.file(Fixtures.small.replacing("train: 20 ms", with: "train: {step: \(text)}"))
        return try file.scenario(variant: "base").pipeline.training.step
    }

    @Test func `phases last for a number, or for a time`() throws {
        #expect(
            try step("{phases: [{of: 30 ms, for: 5_000}, {of: {exponential: 20 ms}, for: 10}, {of: 10 ms}]}")
                == .phased(
                    PhasedDistribution(
                        [Phase(.constant(0.03), for: 5000), Phase(.exponential(mean: 0.02), for: 10)],
                        then: .constant(0.01), by: .draws)))
        #expect(
            try step("{phases: [{of: 30 ms, for: 2 min}, {of: 10 ms}]}")
                == .phased(
                    PhasedDistribution([Phase(.constant(0.03), for: 120)], then: .constant(0.01), by: .seconds)))
    }

    @Test(arguments: [
        ("[{of: 30 ms}]", "does not give phases"), ("30 ms", "does not give phases"),
        ("[{of: 30 ms, for: 5}, {of: 10 ms, for: 5}]", "the last phase lasts to the end of the run"),
        ("[{of: 30 ms}, {of: 10 ms}]", "`for` is missing"),
        ("[{of: 30 ms, for: 5}, {of: 9 ms, for: 5 s}, {of: 1 ms}]", "some phases last for a number, others for a time"),
        ("[{of: 30 ms, for: 0}, {of: 10 ms}]", "`0`"), ("[{of: 30 ms, for: 5 MB}, {of: 10 ms}]", "`5 MB`"),
        ("[{of: 30 ms, for: 2.5}, {of: 10 ms}]", "`2.5`"),
        ("[{of: 30 ms, for: 0 ns}, {of: 10 ms}]", "`0 ns` is too small"),
        ("[{of: 30 ms, fro: 5}, {of: 10 ms}]", "`fro`"),
        ("[{of: {phases: [{of: 1 ms, for: 1}, {of: 2 ms}]}, for: 5}, {of: 10 ms}]", "stays the same"),
    ])
    func `what are no phases is said so`(text: String, message: String) {
        let error = #expect(throws: ScenarioFileError.self) { try step("{phases: \(text)}") }
        #expect(error.map { "\($0)".contains(message) } == true, "\(error.map { "\($0)" } ?? "accepted")")
    }

    @Test func `what is built from others stays the same along the run`() {
        #expect(throws: ScenarioFileError.self) {
            try step("{scaled: {of: {phases: [{of: 1 ms, for: 1}, {of: 2 ms}]}, by: 2}}")
        }
    }

    @Test func `the sizes of samples do not change with time`() throws {
        let text = Fixtures.small.replacing(
            "source: 100", with: "source: {elements: 100, size: {phases: [{of: 1 kB, for: 1 s}, {of: 2 kB}]}}")
        let error = #expect(throws: ScenarioFileError.self) { try Fixtures.file(text).scenario(variant: "base") }
        #expect(error.map { "\($0)".contains("do not change with time") } == true)
    }
}
