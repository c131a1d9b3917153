/// What is known of a kind of work, whoever does it.
///
/// The one table of the kinds: simulator, executor, timelines and records read it. Beside it, all kinds are told apart
/// only where a backend does the work (`Simulator+Work.swift`, `ExecutionState+Begin.swift`).
///
/// Without references, so that a column costs a backend no more than a look into an array.
public struct WorkKind: BitwiseCopyable, Sendable, Equatable {
    /// What serves one after the other: work waits in its line, even work that takes no time.
    public enum Station: BitwiseCopyable, Sendable {
        /// Places in the disk's queue.
        case disk
        /// Places in the queue of what keeps samples that were read.
        case readCache
        /// Threads of the worker pool.
        case workers
        /// An accelerator's copy engine.
        case copyEngine
        /// An accelerator.
        case accelerator
    }

    /// Which cores it occupies while it is done.
    public enum Cores: BitwiseCopyable, Sendable {
        /// None.
        case none
        /// One.
        case one
        /// One for each thread of a training step.
        case ofStep
        /// One where training steps compute on the host: the loop's own call follows them on their core.
        case ofLoop
    }

    /// What does it, as a timeline shows it.
    public enum Thread: BitwiseCopyable, Sendable {
        case disk, readCache, worker, copyEngine, accelerator
        /// A thread outside the pool.
        case own
        /// That of the stage that asked for the element, or of the training loop.
        case caller
        /// The cores on which a training step computes.
        case stepCores
        case trainingLoop
        /// Whoever receives an element.
        case receiver
        /// Nobody in particular: it is not shown.
        case none
    }

    /// What it is to the training loop.
    public enum Role: BitwiseCopyable, Sendable {
        /// Work of a stage.
        case ofStage
        /// A training step.
        case step
        /// Something during which no step starts.
        case interruption
        /// The loop's own doing between steps.
        case ofLoop
        /// An element changes threads.
        case handOver
    }

    /// What a timeline calls work that is not called after its stage.
    public enum Name: String, BitwiseCopyable, Sendable {
        case call = "next()"
        case wakeUp = "wake-up"
        case host = "host work"
        case step
        case iteratorCreation = "iterator creation"
        case handOver = "hand-over"
        case checkpoint, evaluation
    }

    /// In whose line it waits, if in any.
    public let station: Station?
    /// Which cores it occupies.
    public let cores: Cores
    /// What does it.
    public let thread: Thread
    /// What it is to the training loop.
    public let role: Role
    /// What it is called; nil for work that is called after its stage.
    public let name: Name?
    /// Whether a stage puts elements together or passes them on, instead of computing them.
    public let passesOn: Bool

    /// Whether it is at the disk, or at what keeps samples that were read from it.
    @inlinable @inline(__always)
    package var isStorage: Bool { station == .disk || station == .readCache }

    /// - Parameter name: nil for work that is called after its stage.
    @inlinable
    init(
        _ station: Station?, cores: Cores, _ thread: Thread, _ role: Role = .ofStage, name: Name? = nil,
        passesOn: Bool = false
    ) {
        self.station = station
        self.cores = cores
        self.thread = thread
        self.role = role
        self.name = name
        self.passesOn = passesOn
    }
}

extension Work.Place {
    /// What is known of this kind of work.
    @inlinable @inline(__always)
    public var kind: WorkKind {
        switch self {
        case .disk, .diskRequest, .diskStream, .diskWrite: WorkKind(.disk, cores: .none, .disk)
        case .cacheRead, .cacheWrite: WorkKind(.readCache, cores: .none, .readCache)
        case .workerCore: WorkKind(.workers, cores: .one, .worker)
        case .workerWait: WorkKind(.workers, cores: .none, .worker)
        case .ownThreadCore: WorkKind(nil, cores: .one, .own)
        case .ownThreadWait: WorkKind(nil, cores: .none, .own)
        case .callerCore: WorkKind(nil, cores: .one, .caller)
        case .copyEngine: WorkKind(.copyEngine, cores: .none, .copyEngine)
        case .nextCall: WorkKind(nil, cores: .ofLoop, .trainingLoop, .ofLoop, name: .call)
        case .wakeUp: WorkKind(nil, cores: .none, .trainingLoop, .ofLoop, name: .wakeUp)
        case .trainerHost: WorkKind(nil, cores: .one, .trainingLoop, .ofLoop, name: .host)
        case .accelerator: WorkKind(.accelerator, cores: .none, .accelerator, .step, name: .step)
        case .trainerCore: WorkKind(nil, cores: .ofStep, .stepCores, .step, name: .step)
        case .iteratorCreation: WorkKind(nil, cores: .none, .trainingLoop, .ofLoop, name: .iteratorCreation)
        case .handOver: WorkKind(nil, cores: .none, .receiver, .handOver, name: .handOver)
        case .processWait: WorkKind(nil, cores: .none, .own, passesOn: true)
        case .processCore: WorkKind(nil, cores: .one, .own, passesOn: true)
        case .processCost: WorkKind(nil, cores: .none, .none, passesOn: true)
        case .checkpointWrite: WorkKind(.disk, cores: .none, .disk, .interruption, name: .checkpoint)
        case .checkpointWait: WorkKind(nil, cores: .none, .trainingLoop, .interruption, name: .checkpoint)
        case .evaluation: WorkKind(nil, cores: .none, .trainingLoop, .interruption, name: .evaluation)
        }
    }

    /// Whether an element is read from storage, of which the read cache may have it.
    @inlinable @inline(__always)
    package var isRead: Bool {
        switch self {
        case .disk, .diskRequest, .diskStream: true
        default: false
        }
    }

    /// Whether it is a training step.
    @inlinable @inline(__always)
    package var isStep: Bool { kind.role == .step }

    /// Whether the training loop starts no step meanwhile.
    @inlinable @inline(__always)
    package var isInterruption: Bool { kind.role == .interruption }
}
