import Experiments
import Reports
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

    @Test func `says that a calibration is part of it`() {
        let duration = PredictedDuration(scenarios: 4, runs: 5, roundSeconds: 8, calibrationSeconds: 10)
        #expect(
            DurationText.announcement(duration, of: "point")
                == "5 runs of each of 4 points will take about 50 s, as simulated, calibration included")
    }
}
