public import Pipelines

/// One piece of work on a lane, cut at the ends of the window.
public struct Span: Sendable, Equatable {
    /// What an accelerator, or anything else, does in it.
    public enum Activity: Sendable {
        /// Its work.
        case work
        /// What precedes a step's computation on an accelerator: its copy, if it is not there yet, and its launch.
        case setup
    }

    /// When it begins (ns).
    public var begin: Int64
    /// When it ends (ns), after it began.
    public var end: Int64
    /// What is done.
    public var activity: Activity
    /// The class of thread or device that the work occupies.
    public var place: Work.Place
    /// Position of the stage in the pipeline; the training loop comes after the last.
    public var stage: Int
    /// The accelerator whose pipeline asked for it, counted from 0.
    public var accelerator: Int
    /// How many pieces of work its stage began before it, on its accelerator; of a step, how many steps.
    public var number: Int64
    /// Number of the sample in the data set; of the first one for a batch.
    public var sample: Int64
    /// Samples in the element: 1, or those of a batch.
    public var samples: Int64
    /// Epoch of the source, counted from 0.
    public var epoch: Int
    /// Whether it ended by the window's end, rather than being cut there.
    public var isFinished: Bool

    /// Length (ns).
    public var nanoseconds: Int64 { end - begin }
}
