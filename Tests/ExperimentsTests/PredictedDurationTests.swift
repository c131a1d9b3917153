import Experiments
import Pipelines
import ScenarioFiles
import Testing

@Suite struct PredictedDurationTests {
    /// Ten calls of 20 ms and ten steps of 5 ms, by turns: 0.25 s an epoch.
    private static let pipeline = "pipeline: [{source: 10}, {map: 20 ms}]\ntrain: {step: 5 ms, epochs: 2}\n"

    static func scenarios(_ text: String) throws -> [Scenario] {
        try ScenarioFile(text: "overlap: 1\n" + text, name: "s.yaml", directory: ".").scenarios()
    }

    @Test func `all runs of all variants count`() throws {
        let scenarios = try Self.scenarios(Self.pipeline + "variants: {a: {}, b: {train.epochs: 4}}\n")
        let duration = try PredictedDuration(scenarios, runs: 3)
        #expect(abs(duration.roundSeconds - 1.5) < 1e-9 && abs(duration.seconds - 4.5) < 1e-9)
        #expect(duration.calibrationSeconds == 0 && duration.scenarios == 2 && !duration.isLong)
    }

    @Test func `overheads that real runs leave out are left out`() throws {
        let overheads = "platform: {overheads: {next: 1 s}}\n"
        let (plain, costly) = try (Self.scenarios(Self.pipeline), Self.scenarios(overheads + Self.pipeline))
        #expect(try PredictedDuration(costly, runs: 1).seconds == PredictedDuration(plain, runs: 1).seconds)
    }

    @Test(arguments: [(120.0, false), (120.5, true)])
    func `more than two minutes are long`(seconds: Double, isLong: Bool) {
        let duration = PredictedDuration(
            scenarios: 1, runs: 10, roundSeconds: seconds / 12, calibrationSeconds: seconds / 6)
        #expect(duration.isLong == isLong)
    }

    /// Five million samples, of which a million are simulated.
    @Test func `a very long run is in proportion to a part of it`() throws {
        let text = "pipeline: [{source: 5000000}, {batch: 1000}]\ntrain: {step: 1 ms}\n"
        #expect(abs(try PredictedDuration(Self.scenarios(text), runs: 1).seconds - 5) < 0.01)
        // Steps limit the samples, not those in storage.
        let short = "pipeline: [{source: 5000000}, {batch: 1000}]\ntrain: {step: 1 ms, steps: 100}\n"
        #expect(abs(try PredictedDuration(Self.scenarios(short), runs: 1).seconds - 0.1) < 1e-6)
    }

    @Test func `a validation calibrates once for points that are alike`() throws {
        let one = try Self.scenarios(Self.pipeline)
        let alike = try PredictedDuration(validating: one + one, runs: 2)
        let single = try PredictedDuration(validating: one, runs: 2)
        #expect(alike.calibrationSeconds == single.calibrationSeconds && single.calibrationSeconds > 1)
        #expect(abs(alike.seconds - alike.calibrationSeconds - 4 * 0.5) < 1e-9)
        let other = try Self.scenarios("platform: {cpu: {cores: 3}}\n" + Self.pipeline)
        #expect(try PredictedDuration(validating: one + other, runs: 2).calibrationSeconds > single.calibrationSeconds)
    }

    @Test func `the starter runs within half a minute`() throws {
        let file = try ScenarioFile(text: StarterScenario.text, name: "starter.yaml", directory: ".")
        #expect(try PredictedDuration(file.scenarios(), runs: 1).seconds < 30)
    }
}
