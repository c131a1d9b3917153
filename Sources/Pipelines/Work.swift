/// A piece of work that a stage asked for; a backend completes it by waiting, or by doing it.
public struct Work: BitwiseCopyable, Sendable {
    /// The class of thread and device that work occupies.
    public enum Place: UInt8, BitwiseCopyable, Sendable, CaseIterable {
        /// A request to storage that opens a file and reads an element; the caller's thread waits.
        case disk
        /// Another request in a file that is already open: the next row group, or chunk.
        case diskRequest
        /// Bytes that follow in a file that is already open: no latency.
        case diskStream
        /// Bytes written to a file that is open.
        case diskWrite
        /// An element that was found in the read cache, in place of the disk.
        case cacheRead
        /// An element that was read from the disk goes to the read cache's own disk.
        case cacheWrite
        /// A function on a pool thread that computes.
        case workerCore
        /// A function on a pool thread that waits, holding no core.
        case workerWait
        /// A function that computes on a thread of its own, outside the pool.
        case ownThreadCore
        /// A function that waits on a thread of its own, outside the pool.
        case ownThreadWait
        /// Computation in the caller's own thread.
        case callerCore
        /// A copy from host memory to the accelerator.
        case copyEngine
        /// The training loop's own cost of asking for an element; `token` is the time in ns since it started a step.
        case nextCall
        /// The training loop gets to run again after it was blocked; `token` is the time in ns that it was.
        case wakeUp
        /// Host time of the training loop before a step, on a core.
        case trainerHost
        /// A training step on the accelerator (with its copy, unless the element is there already); `token` is when the
        /// loop asked for its element (ns).
        case accelerator
        /// A training step on the host's cores; `token` as for the accelerator.
        case trainerCore
        /// The training loop creates its iterator.
        case iteratorCreation
        /// An element changes threads; `token` is the time in ns that the receiver has been waiting.
        case handOver
        /// Waiting for a time that the stage knows, beside the pool; `token` is the time in ns.
        case processWait
        /// Computation for a time that the stage knows, in a process or thread beside the pool; `token` is the time in
        /// ns.
        case processCore
        /// A small cost of passing a batch between processes; `token` is the time in ns that it takes. On a busy
        /// processor it is computation, and at least as long as the platform says.
        case processCost
        /// Bytes of a checkpoint, written to storage.
        case checkpointWrite
        /// The time that a checkpoint takes apart from its bytes; the training loop waits.
        case checkpointWait
        /// The time of an evaluation; the training loop waits.
        case evaluation
    }

    /// What is worked on.
    public var element: Element
    /// The stage's own number for this work.
    public var token: Int64
    /// Position of the stage in the pipeline; the training loop comes after the last.
    public var stage: Int32
    /// The stage's life at the start: work of an earlier life is forgotten when done.
    public var generation: UInt32
    private var placeCode: UInt32
    /// The number that the run's `WaitPath` gave to the work at whose end this was begun.
    var cause: UInt32

    /// A piece of work.
    init(element: Element, token: Int64, stage: Int32, generation: UInt32, place: Place, cause: UInt32 = 0) {
        self.element = element
        self.token = token
        self.stage = stage
        self.generation = generation
        placeCode = UInt32(place.rawValue)
        self.cause = cause
    }

    /// What it occupies.
    public var place: Place {
        // In a whole word: a copy of what surrounds a hole is slow.
        @inline(__always) get { unsafeBitCast(UInt8(truncatingIfNeeded: placeCode), to: Place.self) }
        @inline(__always) set { placeCode = UInt32(newValue.rawValue) }
    }
}
