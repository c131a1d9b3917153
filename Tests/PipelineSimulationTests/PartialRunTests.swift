import Pipelines
import Testing
import Timelines

@testable import PipelineRuns
@testable import PipelineSimulation

/// What is reported of a run that is stopped before its end, as an execution is at a Ctrl-C.
struct PartialRunTests {
    private func report(_ test: TestScenario, stoppedAt nanoseconds: Int64) throws -> RunReport {
        let scenario = try test.scenario()
        var simulator = try Simulator(
            scenario, replication: 0,
            recorder: TimelineRecorder(scenario, from: 0, end: .time(nanoseconds), limit: 100_000))
        try simulator.advance()
        return simulator.report()
    }

    /// Epochs of 200 ms, the first stopped one after its first call and before its first step.
    @Test func `later epochs are those that have ended`() throws {
        let test = try TestScenario.source(40).map(milliseconds(4)).train(milliseconds(1), epochs: 3)
        let cut = try report(test, stoppedAt: 202_000_000)
        #expect(cut.endedEpochs == 1 && cut.window != .laterEpochs)
        #expect(cut.samplesPerSecond.isClose(to: 200, within: 1e-9))
        let cutLater = try report(test, stoppedAt: 402_000_000)
        #expect(cutLater.endedEpochs == 2 && cutLater.window == .laterEpochs && cutLater.windowSteps == 40)
        #expect(cutLater.samplesPerSecond.isClose(to: 200, within: 1e-9))
    }
}
