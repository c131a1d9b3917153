/// What computes the training steps of one pipeline.
protocol Accelerator: Sendable {
    /// Whether starting a step costs the host time.
    var isLaunchedByHost: Bool { get }

    /// Copies a batch to the device, and waits for it.
    func copy(_ samples: [SampleBytes]) throws(ExecutionError) -> DeviceCopy

    /// Starts a step after those started before it; its batch is copied first unless it is there already.
    ///
    /// - Parameters:
    ///   - nanoseconds: how long the step computes.
    ///   - time: when the training loop asked for it, by `HostClock`.
    func launch(_ batch: ContentTable.Content, nanoseconds: Int64, requestedAt time: Int64) throws(ExecutionError)
        -> any LaunchedStep
}

/// A batch in a device's memory.
protocol DeviceBatch: AnyObject, Sendable {}

/// A batch that was copied, and how long the device was at it (ns).
struct DeviceCopy {
    var batch: any DeviceBatch
    var nanoseconds: Int64
}

/// A step that an accelerator computes, or will.
protocol LaunchedStep: Sendable {
    /// Waits for its end; steps are waited for in the order of their launches.
    ///
    /// - Returns: how long it computed (ns), and the checksum of the batch as the device had it.
    func finish(_ stop: StopSignal) throws(ExecutionError) -> StepResult

    /// Whether a device is done with it, so that dropping it waits for nothing.
    var isOver: Bool { get }
}

/// What a step has computed.
struct StepResult {
    var computeNanoseconds: Int64
    var checksum: UInt64
}
