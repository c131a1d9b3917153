import Experiments
import Reports
import ScenarioFiles
import Testing

@Suite struct DurationTextTests {
    @Test(arguments: [
        (1, 1, 0.2991, "1 run of one variant will take about 300 ms, as simulated"),
        (1, 5, 4.21, "5 runs of one variant will take about 21 s, as simulated"),
        (3, 2, 60, "2 runs of each of 3 variants will take about 2 min, as simulated"),
        (3, 5, 144, "5 runs of each of 3 variants will take about 12 min, as simulated"),
        (3, 5, 50, "5 runs of each of 3 variants will take about 4.2 min, as simulated"),
        (2, 1, 7260, "1 run of each of 2 variants will take about 2 h, as simulated"),
        (1, 1, 1e6, "1 run of one variant will take about 278 h, as simulated"),
    ])
    func `says how long runs take`(variants: Int, runs: Int, seconds: Double, text: String) {
        let duration = PredictedDuration(
            scenarios: variants, runs: runs, roundSeconds: seconds, calibrationSeconds: 0)
        #expect(DurationText.announcement(duration, of: "variant") == text)
    }

    @Test(
        arguments: [
            (
                "[{source: 16}, {batch: 16}]", "epochs: 2",
                "fill a step: give more time, or fewer epochs by `--set train.epochs=`"
            ),
            ("[{source: 16}, {batch: 16}]", "steps: 5", "fill a step: give more time"),
            (
                "[{source: 16}, {repeat: forever}, {batch: 16}]", "steps: 5",
                "shorten epochs that `train.steps` ends: give more time, or fewer steps by `--set train.steps=`"
            ),
            (
                "[{source: 16}, {repeat: 9}, {batch: 16}]", "steps: 5, epochs: 2",
                "shorten epochs that `train.steps` ends: give more time, or fewer steps by `--set train.steps=`"
            ),
        ] as [(String, String, String)])
    func `says what would shorten what does not fit`(pipeline: String, training: String, expected: String) throws {
        let text = "overlap: 1\npipeline: \(pipeline)\ntrain: {step: 1 ms, \(training)}\n"
        let scenarios = try ScenarioFile(text: text, name: "s.yaml", directory: ".").scenarios()
        #expect(
            DurationText.refusal(of: FittedScenarios(whole: scenarios), seconds: 2)
                == "one run of all takes about 2 s with 16 elements, and fewer do not \(expected)")
    }

    @Test func `says that nothing is shortened, though it was simulated`() throws {
        let text = "overlap: 1\npipeline: [{source: 16}]\ntrain: 1 ms\n"
        let scenarios = try ScenarioFile(text: text, name: "s.yaml", directory: ".").scenarios()
        let fitted = try TimeLimit(seconds: 1).fitted(scenarios)
        #expect(
            DurationText.choice(fitted, option: "--time 1s")
                == "--time 1s: nothing is shortened, because one run of all fits in it.")
    }

    /// Of 1 MB in a thousand elements, a tenth is read.
    @Test(
        arguments: [
            ("readCache: 400 kB", "cache: off", "The read cache keeps all of them"),
            ("readCache: {capacity: 400 kB, policy: lru}", "shuffle: 2", "make `readCache.capacity` smaller, too."),
            ("readCache: 50 kB", "cache: off", nil), ("readCache: 1 MB", "cache: off", nil),
            ("readCache: {missRate: 0.6}", "cache: off", nil), ("memory: 400 kB", "cache: off", nil),
            ("memory: 400 kB", "cache: memory", "What caches and buffers hold of them fits in memory"),
            ("memory: 400 kB", "shuffle: 500", "make `memory.capacity` smaller, too."),
            ("memory: 400 kB", "cache: file", nil), ("memory: 400 kB", "shuffle: 300", nil),
            ("memory: 1 MB", "cache: memory", nil),
        ] as [(String, String, String?)])
    func `warns of a limit that fewer elements do not reach`(
        _ limit: String, _ stage: String, _ warning: String?
    ) throws {
        let text = """
            overlap: 1
            platform: {\(limit)}
            pipeline: [source: {elements: 1000, size: 1 kB}, \(stage)]
            train: {step: 1 ms, epochs: 2}
            """
        let scenarios = try ScenarioFile(text: text, name: "s.yaml", directory: ".").scenarios()
        let fitted = try TimeLimit(seconds: 0.2).fitted(scenarios) { some in
            2e-3 * Double(FittedScenarios(whole: some).elements)
        }
        let choice = DurationText.choice(fitted, option: "--time 0.2s")
        #expect((95...100).contains(fitted.elements))
        if let warning { #expect(choice.contains(warning)) } else { #expect(choice.hasSuffix("as simulated.")) }
    }

    @Test func `says that a calibration is part of it`() {
        let duration = PredictedDuration(scenarios: 4, runs: 5, roundSeconds: 8, calibrationSeconds: 10)
        #expect(
            DurationText.announcement(duration, of: "point")
                == "5 runs of each of 4 points will take about 50 s, as simulated, calibration included")
    }
}
