package import Timelines

/// How a scenario is executed: what the scenario itself does not say.
package struct ExecutionSettings: Sendable {
    /// How a stage that computes spends its time.
    package enum Body: String, Sendable, CaseIterable {
        /// Busy until the thread has had its drawn time on a core.
        case spin
        /// A checked computation over the element's bytes, as much of it as takes the drawn time on a core of its own.
        case work
    }

    /// For stages that are not in `bodies`.
    package var body = Body.spin
    /// By the stage's name.
    package var bodies: [String: Body] = [:]
    /// The files; may be nil where no sample has bytes.
    package var samples: SampleReader?
    /// Where file caches are written.
    package var cacheDirectory = "."
    /// Whether the page cache may answer reads of a file cache.
    package var cacheMode = CacheMode.direct
    /// The devices that compute the steps, one for each accelerator, by turns when there are fewer; none for timed
    /// waits.
    package var devices: [OpenCLDevice] = []
    /// How long a thread without work looks for some before it sleeps, in nanoseconds.
    package var spinNanoseconds: Int64 = 50_000
    /// What the elements of all pipelines may occupy of the host's memory, in bytes; nil for what the machine has to
    /// spare when the run begins.
    package var memoryBytes: Int64?
    /// Number of the replication whose durations are drawn; the samples' sizes and their order are those of 0.
    package var replication: UInt32 = 0
    /// Whether to note every element that reaches the training loop.
    package var recordsDeliveries = false
    /// Records a timeline of a window, after which the execution ends; nil to run to the end.
    package var timelineWindow: TimelineWindow?

    /// A window of an execution.
    package struct TimelineWindow: Sendable, Equatable {
        /// Its beginning, in nanoseconds since the execution began.
        package var from: Int64
        /// Its end.
        package var end: TimelineRecorder.End

        /// A window.
        package init(from: Int64, end: TimelineRecorder.End) {
            self.from = from
            self.end = end
        }
    }

    /// Whether to note the times of every piece of work.
    package var recordsWork = false

    /// What computes the steps of each pipeline instead of `devices`.
    var makeAccelerator: (@Sendable (_ rank: Int, StopSignal) throws(ExecutionError) -> any Accelerator)?

    /// Spinning stages, no files, an emulated accelerator.
    package init() {}

    /// What elements and buffers may occupy of the host's memory, in bytes.
    var availableBytes: Int64 { memoryBytes ?? HostMemory()?.spareBytes ?? .max }

    func body(of stage: String) -> Body { bodies[stage] ?? body }
}
