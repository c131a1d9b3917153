@testable import PipelineExecution

/// An emulated accelerator that refuses its service, or changes a byte, from a batch on.
final class FaultyAccelerator: Accelerator {
    enum Fault: Sendable, CaseIterable { case refusesCopies, refusesLaunches, changesBytes }

    private let emulated: EmulatedAccelerator
    private let fault: Fault
    /// Batches that it takes before.
    private let batches: Int
    private let copied = Monitor(0)
    private let launched = Monitor(0)
    let isLaunchedByHost: Bool

    static let refusal = OpenCLError(.allocationFailure, call: "clCreateBuffer", detail: "no room")

    init(_ emulated: EmulatedAccelerator, _ fault: Fault, afterBatches batches: Int, isLaunchedByHost: Bool) {
        self.emulated = emulated
        self.fault = fault
        self.batches = batches
        self.isLaunchedByHost = isLaunchedByHost
    }

    func copy(_ samples: [SampleBytes]) throws(ExecutionError) -> DeviceCopy {
        if isDue(copied), fault == .refusesCopies { throw .device(Self.refusal) }
        return try emulated.copy(samples)
    }

    func launch(
        _ batch: ContentTable.Content, nanoseconds: Int64, requestedAt time: Int64
    ) throws(ExecutionError) -> any LaunchedStep {
        let isDue = isDue(launched)
        if isDue, fault == .refusesLaunches { throw .device(Self.refusal) }
        let step = try emulated.launch(batch, nanoseconds: nanoseconds, requestedAt: time)
        return isDue && fault == .changesBytes ? WrongStep(step: step) : step
    }

    private func isDue(_ count: Monitor<Int>) -> Bool {
        count.withLock {
            $0 += 1
            return $0 > batches
        }
    }

    private struct WrongStep: LaunchedStep {
        let step: any LaunchedStep
        var isOver: Bool { step.isOver }

        func finish(_ stop: StopSignal) throws(ExecutionError) -> StepResult {
            var result = try step.finish(stop)
            result.checksum ^= 1
            return result
        }
    }
}
