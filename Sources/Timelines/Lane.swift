/// What does one thing at a time: a slot of the disk, a thread, a device.
public struct Lane: Sendable, Equatable {
    /// What kinds of lanes there are, in the order in which they are shown.
    public enum Kind: Int, Sendable, Comparable, CaseIterable {
        /// A place in the disk's queue.
        case disk
        /// A request to what keeps samples that were read.
        case readCache
        /// A thread of the worker pool.
        case worker
        /// A thread of a map's own.
        case ownThread
        /// The background thread of a stage, while it computes itself.
        case stageThread
        /// A copy engine from host memory to an accelerator.
        case copyEngine
        /// An accelerator.
        case accelerator
        /// The cores on which a training step computes, where it runs on the host.
        case stepCores
        /// The training loop's thread, while it does anything but wait and train.
        case trainingLoop

        /// Whether all accelerators share its lanes.
        public var isShared: Bool {
            switch self {
            case .disk, .readCache, .worker, .ownThread: true
            case .stageThread, .copyEngine, .accelerator, .stepCores, .trainingLoop: false
            }
        }

        /// Whether they are requests to storage, or to what keeps samples that were read from it.
        var isStorage: Bool { self == .disk || self == .readCache }

        /// In the order of cases.
        public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    /// Lanes that take work from the same line.
    public struct Group: Sendable, Hashable, Comparable {
        /// What they are.
        public var kind: Kind
        /// The accelerator that they belong to, counted from 0; 0 for what all share.
        public var accelerator: Int
        /// Position of the stage whose thread it is; 0 for others.
        public var stage: Int

        /// A group; what all accelerators share has accelerator 0, and so has the stage.
        public init(_ kind: Kind, accelerator: Int = 0, stage: Int = 0) {
            self.kind = kind
            self.accelerator = accelerator
            self.stage = stage
        }

        /// In the order in which they are shown.
        public static func < (left: Group, right: Group) -> Bool {
            (left.kind, left.accelerator, left.stage) < (right.kind, right.accelerator, right.stage)
        }
    }

    /// The lanes that it is one of.
    public var group: Group
    /// Its number in the group, counted from 0: work goes to the lowest number that is free.
    public var number: Int
    /// When it first had work in the run (ns).
    public var firstBegin: Int64
    /// Its work, in order, without overlaps.
    public var spans: [Span]
}
