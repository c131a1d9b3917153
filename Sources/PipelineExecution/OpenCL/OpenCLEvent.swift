import COpenCL

/// A command in a queue: whether it has ended, and when it did what.
///
/// A copy keeps its host memory alive: a value that is dropped before its copy has ended waits for it.
package struct OpenCLEvent: ~Copyable, Sendable {
    /// How far a command is.
    package enum Progress: Int32, Sendable {
        /// It has ended, or failed.
        case complete = 0
        /// The device executes it.
        case running = 1
        /// The device has it.
        case submitted = 2
        /// It waits in the queue.
        case queued = 3
    }

    let handle: OpenCLHandle
    private let hostMemory: PinnedMemory?

    init(_ handle: OpenCLHandle, keeping hostMemory: PinnedMemory? = nil) {
        self.handle = handle
        self.hostMemory = hostMemory
    }

    deinit {
        var event = handle.pointer
        if hostMemory != nil { clWaitForEvents(1, &event) }
        clReleaseEvent(event)
    }

    /// Waits until it has ended.
    ///
    /// - Throws: the command's own error where it failed.
    package func wait() throws(OpenCLError) {
        var event = handle.pointer
        let status = clWaitForEvents(1, &event)
        if status == CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST { _ = try progress() }
        try check(status, "clWaitForEvents")
    }

    /// How far it is now.
    ///
    /// - Throws: the command's own error where it failed.
    package func progress() throws(OpenCLError) -> Progress {
        let status = try info.value(CL_EVENT_COMMAND_EXECUTION_STATUS, filler: CL_COMPLETE)
        guard let progress = Progress(rawValue: status) else {
            throw OpenCLError(.init(rawValue: status), call: "a command in a queue")
        }
        return progress
    }

    /// When it did what.
    ///
    /// - Throws: `profilingInfoNotAvailable` before it has ended.
    package func times() throws(OpenCLError) -> OpenCLEventTimes {
        let query = InfoQuery(call: "clGetEventProfilingInfo") { [handle] in
            clGetEventProfilingInfo(handle.pointer, $0, $1, $2, $3)
        }
        return OpenCLEventTimes(
            queuedNanoseconds: Int64(clamping: try query.value(CL_PROFILING_COMMAND_QUEUED, filler: cl_ulong(0))),
            submittedNanoseconds: Int64(clamping: try query.value(CL_PROFILING_COMMAND_SUBMIT, filler: cl_ulong(0))),
            startedNanoseconds: Int64(clamping: try query.value(CL_PROFILING_COMMAND_START, filler: cl_ulong(0))),
            endedNanoseconds: Int64(clamping: try query.value(CL_PROFILING_COMMAND_END, filler: cl_ulong(0))))
    }

    private var info: InfoQuery {
        InfoQuery(call: "clGetEventInfo") { [handle] in clGetEventInfo(handle.pointer, $0, $1, $2, $3) }
    }
}

/// When a command did what, in nanoseconds of its device's clock.
package struct OpenCLEventTimes: Hashable, Sendable {
    /// The host put it into the queue.
    package var queuedNanoseconds: Int64
    /// The host gave it to the device.
    package var submittedNanoseconds: Int64
    /// The device began it.
    package var startedNanoseconds: Int64
    /// The device ended it.
    package var endedNanoseconds: Int64

    /// Times in the order in which they come.
    package init(
        queuedNanoseconds: Int64, submittedNanoseconds: Int64, startedNanoseconds: Int64, endedNanoseconds: Int64
    ) {
        self.queuedNanoseconds = queuedNanoseconds
        self.submittedNanoseconds = submittedNanoseconds
        self.startedNanoseconds = startedNanoseconds
        self.endedNanoseconds = endedNanoseconds
    }

    /// How long the device worked on it, in seconds.
    package var seconds: Double { 1e-9 * Double(endedNanoseconds - startedNanoseconds) }

    /// From the queue to its begin, in seconds.
    package var launchSeconds: Double { 1e-9 * Double(startedNanoseconds - queuedNanoseconds) }

    /// The share of its own duration during which the other command ran too, from 0 to 1; 0 if it took no time.
    package func shareOverlapped(by other: OpenCLEventTimes) -> Double {
        let duration = endedNanoseconds - startedNanoseconds
        guard duration > 0 else { return 0 }
        let start = max(startedNanoseconds, other.startedNanoseconds)
        let end = min(endedNanoseconds, other.endedNanoseconds)
        return Double(max(0, end - start)) / Double(duration)
    }
}

/// Commands that must have ended before another begins.
package struct OpenCLWaitList: ~Copyable, Sendable {
    private var handles: [OpenCLHandle] = []

    /// Nothing to wait for.
    package init() {}

    /// One command to wait for.
    package init(_ event: borrowing OpenCLEvent) { add(event) }

    deinit { for handle in handles { clReleaseEvent(handle.pointer) } }

    /// Waits for one more command.
    package mutating func add(_ event: borrowing OpenCLEvent) {
        clRetainEvent(event.handle.pointer)
        handles.append(event.handle)
    }

    /// Its events as the C functions take them: no list at all where it is empty.
    func withEvents(_ body: (cl_uint, UnsafePointer<cl_event?>?) -> cl_int) -> cl_int {
        if handles.isEmpty { return body(0, nil) }
        return handles.map(\.pointer).withUnsafeBufferPointer { body(cl_uint($0.count), $0.baseAddress) }
    }
}
