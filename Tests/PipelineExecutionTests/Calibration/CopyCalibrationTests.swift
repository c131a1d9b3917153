import Pipelines
import ScenarioFiles
import Testing

@testable import PipelineExecution

struct CopyCalibrationTests {
    private static let calibration = CopyCalibration(
        whole: .init(latencySeconds: 20e-6, bytesPerSecond: 1e9),
        transfer: .init(latencySeconds: 5e-6, bytesPerSecond: 50e9))

    private static func scenario(_ last: String) throws -> Scenario {
        let text = """
            overlap: 1
            platform: {gpu: {launchOverhead: 100 us}}
            pipeline: [{source: {elements: 64, size: 1 MB}}, {batch: 16}\(last)]
            train: {step: 2 ms}
            """
        return try ScenarioFile(text: text, name: "test", directory: ".").scenario(variant: "base", overrides: [])
    }

    @Test func `the launch of a step has the host's part of its batch`() throws {
        var scenario = try Self.scenario("")
        Self.calibration.apply(to: &scenario)
        let gpu = scenario.platform.gpu
        #expect(gpu.copyLatencySeconds == 5e-6 && gpu.copyBytesPerSecond == 50e9)
        let hostSeconds = (20e-6 + 16e6 / 1e9) - (5e-6 + 16e6 / 50e9)
        #expect(abs(gpu.launchOverheadSeconds - (100e-6 + hostSeconds)) < 1e-12)
    }

    @Test func `the thread of prefetchToDevice does all of it`() throws {
        var scenario = try Self.scenario(", {prefetchToDevice: 1}")
        Self.calibration.apply(to: &scenario)
        let gpu = scenario.platform.gpu
        #expect(gpu.copyLatencySeconds == 20e-6 && gpu.copyBytesPerSecond == 1e9)
        #expect(gpu.launchOverheadSeconds == 100e-6)
    }

    @Test(.needsDevice, arguments: Devices.withParts.suffix(1))
    func `a device's part is not longer than all of it`(device: OpenCLDevice) throws {
        var settings = ExecutionSettings()
        settings.devices = [device]
        let copy = try #require(try CopyCalibration(Self.scenario(""), settings))
        #expect(copy.transfer.seconds(16e6) > 0 && copy.transfer.seconds(16e6) <= copy.whole.seconds(16e6))
    }
}
