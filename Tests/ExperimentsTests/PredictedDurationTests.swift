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

    private static func whole(_ text: String) throws -> FittedScenarios { FittedScenarios(whole: try scenarios(text)) }

    @Test func `all runs of all variants count`() throws {
        let scenarios = try Self.whole(Self.pipeline + "variants: {a: {}, b: {train.epochs: 4}}\n")
        let duration = try PredictedDuration(scenarios, runs: 3)
        #expect(abs(duration.roundSeconds - 1.5) < 1e-9 && abs(duration.seconds - 4.5) < 1e-9)
        #expect(duration.calibrationSeconds == 0 && duration.scenarios == 2 && !duration.isLong)
    }

    @Test func `overheads that real runs leave out are left out`() throws {
        let overheads = "platform: {overheads: {next: 1 s}}\n"
        let (plain, costly) = try (Self.whole(Self.pipeline), Self.whole(overheads + Self.pipeline))
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
        #expect(abs(try PredictedDuration(Self.whole(text), runs: 1).seconds - 5) < 0.01)
        // Steps limit the samples, not those in storage.
        let short = "pipeline: [{source: 5000000}, {batch: 1000}]\ntrain: {step: 1 ms, steps: 100}\n"
        #expect(abs(try PredictedDuration(Self.whole(short), runs: 1).seconds - 0.1) < 1e-6)
    }

    /// A million steps of 1 ms, of which a thousand are simulated, on data of few and of many samples.
    @Test(arguments: ["source: 1000", "source: 5000000"])
    func `so is one whose data never end, by its steps`(source: String) throws {
        let text =
            "pipeline: [{\(source)}, {repeat: forever}, {batch: 1000}]\n"
            + "train: {step: 1 ms, steps: 500000, epochs: 2}\n"
        #expect(abs(try PredictedDuration(Self.whole(text), runs: 1).seconds - 1e3) < 1)
    }

    @Test func `what is known is not simulated again`() throws {
        let fitted = try TimeLimit(seconds: 1).fitted(Self.scenarios(Self.pipeline)) { _ in 0.75 }
        #expect(try PredictedDuration(fitted, runs: 2).seconds == 1.5)
    }

    @Test func `a validation calibrates once for points that are alike`() throws {
        let one = try Self.scenarios(Self.pipeline)
        let alike = try PredictedDuration(validating: FittedScenarios(whole: one + one), runs: 2)
        let single = try PredictedDuration(validating: FittedScenarios(whole: one), runs: 2)
        #expect(alike.calibrationSeconds == single.calibrationSeconds && single.calibrationSeconds > 1)
        #expect(abs(alike.seconds - alike.calibrationSeconds - 4 * 0.5) < 1e-9)
        let other = try Self.scenarios("platform: {cpu: {cores: 3}}\n" + Self.pipeline)
        let different = try PredictedDuration(validating: FittedScenarios(whole: one + other), runs: 2)
        #expect(different.calibrationSeconds > single.calibrationSeconds)
    }

    @Test func `the starter runs within half a minute`() throws {
        let file = try ScenarioFile(text: StarterScenario.text, name: "starter.yaml", directory: ".")
        #expect(try PredictedDuration(FittedScenarios(whole: file.scenarios()), runs: 1).seconds < 30)
    }
}
