/// What limits the throughput, as far as utilisations tell.
///
/// The first of these rules that applies names it:
/// 1. the trainer, when steps compute at least 95 % of the time, unless they compute on cores that are themselves at
///    work 90 % of the time or more: then the cores;
/// 2. the training loop, when it waits for data at most 5 % of the time and yet does not compute: host time, copies,
///    launches or the barrier between accelerators take the rest;
/// 3. the busiest of disk, cores and copy engine, at 90 % or more; without one, the worker pool, at 90 % or more;
/// 4. the source or the stage whose parallelism is used most, at 90 % or more; the disk, where a faster one can win more
///    than more work at once in that stage;
/// 5. otherwise nothing: the busiest of all these is named, with the remark that stages take turns (no overlap), or
///    that times vary and buffers are too small to even them out.
///
/// The thresholds leave room for the beginning and the end of epochs. Threads of the pool wait for cores, so the pool is
/// at least as busy as the cores; that is why it comes after them.
public struct Bottleneck: Sendable, Equatable {
    /// What kind of thing it is.
    public enum Kind: String, Sendable {
        /// The training steps: the input pipeline keeps up.
        case trainer
        /// What the training loop does beside computing.
        case trainingLoop
        /// The disk.
        case disk
        /// The cores.
        case cores
        /// The copy engine.
        case copyEngine
        /// The pool of worker threads.
        case workers
        /// The source, which reads one sample after the other.
        case source
        /// A stage of the pipeline.
        case stage
        /// Nothing; the busiest is named.
        case none
    }

    /// What kind of thing it is.
    public let kind: Kind
    /// What tables call it: `trainer`, `training loop`, `disk`, `cores`, `copy engine`, `workers`, or the stage's name.
    public let name: String
    /// How busy it is, from 0 to 1.
    public let utilisation: Double

    /// What to make of it, in one sentence without a full stop.
    public var explanation: String {
        switch kind {
        case .trainer: "the input pipeline keeps up: only a faster training step would help"
        case .trainingLoop:
            "data are ready: host time, copies, launches or the barrier between accelerators take the rest of the time"
        case .disk: "the disk is in use almost all the time: a faster one, a cache or smaller files would help"
        case .cores: "the cores are at work almost all the time: more of them or less work per sample would help"
        case .copyEngine: "the copies to the accelerator never pause: a faster link or fewer bytes would help"
        case .workers: "all worker threads are in use almost all the time, though cores are not: more would help"
        case .source:
            "`\(name)` reads almost all the time, one sample after the other: lower latency, fewer bytes or a cache would help"
        case .stage: "`\(name)` works almost all the time: more parallelism or less work there would help"
        case .none: "nothing is busy all the time: stages take turns, or times vary more than buffers even out"
        }
    }

    static let busyTrainer = 0.95
    static let littleStall = 0.05
    static let busyResource = 0.90

    private init(_ kind: Kind, _ name: String, _ utilisation: Double) {
        self.kind = kind
        self.name = name
        self.utilisation = utilisation
    }

    /// Applies the rules to mean values.
    ///
    /// - Parameters:
    ///   - mean: the mean of a metric over the replications.
    ///   - stages: the stages, their utilisations averaged.
    ///   - trainsOnCPU: whether steps compute on the cores.
    init(mean: (Metric) -> Double, stages: [StageReport], trainsOnCPU: Bool = false) {
        let trainer = Bottleneck(.trainer, "trainer", mean(.trainerUtilisation))
        let stall = mean(.stallFraction)
        let cores = Bottleneck(.cores, "cores", mean(.coreUtilisation))
        let shared = [
            Bottleneck(.disk, "disk", mean(.diskUtilisation)),
            cores,
            Bottleneck(.copyEngine, "copy engine", mean(.copyUtilisation)),
        ]
        let workers = Bottleneck(.workers, "workers", mean(.workerUtilisation))
        let boundByStorage = stages.dropFirst().filter { $0.isBoundByStorage(diskUtilisation: shared[0].utilisation) }
        let stages = stages.enumerated().map { Bottleneck($0 == 0 ? .source : .stage, $1.name, $1.utilisation) }
        if trainsOnCPU, cores.utilisation >= Self.busyResource {
            self = cores
        } else if trainer.utilisation >= Self.busyTrainer {
            self = trainer
        } else if stall <= Self.littleStall {
            self = Bottleneck(.trainingLoop, "training loop", 1 - stall)
        } else if let resource = Self.busiest(shared), resource.utilisation >= Self.busyResource {
            self = resource
        } else if workers.utilisation >= Self.busyResource {
            self = workers
        } else if let stage = Self.busiest(stages), stage.utilisation >= Self.busyResource {
            self = boundByStorage.contains { $0.name == stage.name } ? shared[0] : stage
        } else {
            let busiest = Self.busiest([trainer] + shared + [workers] + stages) ?? trainer
            self = Bottleneck(.none, busiest.name, busiest.utilisation)
        }
    }

    /// The first of the busiest.
    private static func busiest(_ candidates: [Bottleneck]) -> Bottleneck? {
        candidates.reduce(nil) { best, next in
            guard let best, best.utilisation >= next.utilisation else { return next }
            return best
        }
    }
}
