import PipelineRuns
import Pipelines
import ScenarioFiles
import Testing
import Variates

@testable import PipelineExecution

struct CalibrationTests {
    private static func scenario() throws -> Scenario {
        let text = """
            overlap: 1
            platform: {overheads: {handOver: 5 us}, gpu: {copyBandwidth: 1 GB/s, copyLatency: 3 us}}
            pipeline: [{source: 40}, {map: {name: decode, cost: 1 ms, use: wait}}, {batch: 4}, {prefetch: 2}]
            train: {step: 2 ms, epochs: 2}
            """
        return try ScenarioFile(text: text, name: "test", directory: ".").scenario(variant: "base", overrides: [])
    }

    @Test func `measures every cost, and gives them to the platform`() throws {
        let scenario = try Self.scenario()
        var parts: [String] = []
        let calibration = try Calibration(scenario, ExecutionSettings()) { part, _ in
            parts.append(part)
            return true
        }
        #expect(parts.count == 7)
        let platform = calibration.applied(to: scenario).platform
        // A sleep of a millisecond never ends before its time, and nothing that a thread does is free.
        #expect(platform.overheads.timerOvershoot(0.001) > 0)
        #expect(platform.overheads.computeCall(0.001) >= 0)
        #expect(platform.gpu.launchOverheadSeconds > 0)
        #expect(platform.disk.latency.mean > 0)
        #expect(platform.disk.bytesPerSecond == nil)
        // Emulated copies last as the scenario says; its modelled executor is not this one.
        #expect(platform.gpu.copyBytesPerSecond == 1e9)
        #expect(platform.overheads.handOver.isZero)
        #expect(calibration.stages.map(\.stage) == ["decode"])
        #expect(calibration.stages[0].drawnMeanSeconds == 0.001)
        #expect(calibration.stages[0].seconds.allSatisfy { $0 >= 0.001 })
    }

    @Test func `stops when it is told to`() throws {
        let scenario = try Self.scenario()
        let error = #expect(throws: ExecutionError.self) {
            try Calibration(scenario, ExecutionSettings()) { part, _ in part != "steps" }
        }
        guard case .stopped? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: [
        ([], nil), ([3.0], 3), ([1, 2, 3], 2), ([0, 1, 1, 1, 1, 1, 1, 1, 1, 1000] as [Double], 1),
    ])
    func `single values of a disturbed machine do not count`(values: [Double], mean: Double?) {
        #expect(values.trimmedMean == mean)
    }

    /// 48 reads of 100 MB one at a time, or as many as there are samples, and one by each of 2 to 4 threads, at 100 MB/s.
    @Test func `reads of large samples are announced`() throws {
        func seconds(_ size: String, elements: Int = 48) throws -> Double {
            let text = """
                overlap: 1
                pipeline: [{source: {elements: \(elements), size: \(size)}}, {dataLoader: {workers: 4, batchSize: 4}}]
                train: {step: 1 s}
                """
            let file = try ScenarioFile(text: text, name: "test", directory: ".")
            let scenario = try file.scenario(variant: "base", overrides: [])
            return Calibration.expectedSeconds(of: scenario, knowsCalls: true)
        }
        #expect(abs(try seconds("100 MB") - seconds("0 B") - (48 + 2 + 3 + 4)) < 1e-6)
        #expect(try seconds("100 MB", elements: 200) == seconds("100 MB"))
        // Among functions and steps, and alone.
        #expect(abs(try seconds("100 MB") - seconds("100 MB", elements: 4) - 2 * 44) < 1e-6)
        #expect(abs(try seconds("1 KB") - seconds("0 B")) < 0.1)
    }

    @Test func `latencies are what reads take beyond their transfers`() {
        let disk = DiskCalibration(
            readSeconds: [0.003, 0.0005], readBytes: [1000, 1000], bytesPerSecondByDepth: [1e6, 2e6])
        #expect(disk.latencies == [0.002, 0])
    }
}
