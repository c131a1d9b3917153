/// What the lanes of timelines are called: `disk`, `worker`, `GPU`, unless the scenario gives them other names.
///
/// Threads of stages are not among them: they bear the names of their stages.
public struct LaneNames: Sendable, Equatable {
    /// What a scenario can give a name to, by the name that it has otherwise.
    public enum Kind: String, Sendable, CaseIterable {
        /// A place in the disk's queue.
        case disk
        /// A request to what keeps samples that were read.
        case readCache = "read cache"
        /// A thread of the worker pool.
        case worker
        /// A thread of a map's own.
        case thread
        /// A copy engine from host memory to an accelerator.
        case copyEngine = "copy engine"
        /// An accelerator.
        case accelerator = "GPU"
        /// The cores on which a training step computes, where it runs on the host.
        case stepCores = "step on CPU"
        /// The training loop's thread.
        case trainingLoop = "training loop"
    }

    /// The names that differ, in the order in which they were given.
    public private(set) var given: [(kind: Kind, name: String)] = []

    /// The usual names.
    public init() {}

    /// The name of a kind of lanes; setting it replaces what it was called before.
    public subscript(kind: Kind) -> String {
        get { given.first { $0.kind == kind }?.name ?? kind.rawValue }
        set {
            given.removeAll { $0.kind == kind }
            given.append((kind, newValue))
        }
    }

    /// The name of many that are drawn as one: `busy workers`.
    public func many(_ kind: Kind) -> String {
        kind == .disk && self[kind] == kind.rawValue ? "disk slots" : "busy \(self[kind])s"
    }

    /// Whether both call all lanes the same.
    public static func == (left: LaneNames, right: LaneNames) -> Bool {
        Kind.allCases.allSatisfy { left[$0] == right[$0] }
    }
}
