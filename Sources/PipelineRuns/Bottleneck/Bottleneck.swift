import Pipelines

/// What limits the throughput, by what was measured in the runs.
///
/// The first of these rules that applies names it:
/// 1. the trainer, when steps compute at least 95 % of the time, unless they compute on cores that are themselves at
///    work 90 % of the time or more: then the cores;
/// 2. the training loop, when it waits for data at most 5 % of the time and yet does not compute: host time, copies,
///    launches, interruptions or the barrier between accelerators take the rest;
/// 3. the busiest of disk, read cache, lock, cores and copy engine, at 90 % or more; without one, the worker pool, at
///    90 % or more;
/// 4. the source or the stage whose parallelism is used most, at 90 % or more; the disk, where a faster one can win
///    more than more work at once in that stage;
/// 5. a thread whose stages together keep it busy 90 % of the time or more;
/// 6. otherwise nothing: the busiest of all these is named.
///
/// Where no resource or stage is named, the largest loss of time tells the cause, if one is large enough for a word and
/// the loop does not wait much longer for one thing. Whatever is named, starting worker processes is the cause where
/// it takes more than half of the run.
/// Steps that compute 99.5 % of the time leave nothing to win: whatever else is changed, samples/s can rise by 0.5 % at
/// most.
///
/// The thresholds leave room for the beginning and the end of epochs. Threads of the pool wait for cores, so the pool
/// is at least as busy as the cores; that is why it comes after them.
public struct Bottleneck: Sendable, Equatable {
    /// What kind of thing it is.
    public enum Kind: String, Sendable {
        /// The training steps: the input pipeline keeps up.
        case trainer
        /// What the training loop does beside computing.
        case trainingLoop
        /// The disk.
        case disk
        /// What keeps samples that were read.
        case readCache
        /// A lock that calls hold.
        case lock
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
        /// A thread in which several stages take turns.
        case thread
        /// Nothing; the busiest is named.
        case none
    }

    /// What kind of thing it is.
    public let kind: Kind
    /// What tables call it: `trainer`, `training loop`, `disk`, `read cache`, `lock`, `cores`, `copy engine`, `workers`,
    /// `thread`, or the stage's name.
    public let name: String
    /// How busy it is, from 0 to 1.
    public let utilisation: Double
    /// What time is lost to where neither a resource nor a stage is busy all the time; nil when it is too little.
    public let loss: TimeLoss?
    /// What to make of it, in one sentence without a full stop: the cause, then what would help.
    public let explanation: String

    static let busyTrainer = 0.95
    /// Steps that compute so much of the time are all there is to shorten.
    static let onlyTrainer = 0.995
    static let littleStall = 0.05
    static let busyResource = 0.90

    /// Applies the rules.
    init(_ observation: RunObservation) {
        let candidate = Candidate(observation)
        kind = candidate.kind
        name = candidate.name
        utilisation = candidate.utilisation
        let isLimit = [.disk, .readCache, .lock, .cores, .copyEngine, .workers, .source, .stage, .thread].contains(
            candidate.kind)
        let loss = observation.startUp ?? (isLimit || candidate.isOnlyTrainer ? nil : observation.largestLoss)
        self.loss = loss
        explanation = Explanation(candidate, observation, loss).text
    }

    /// Something that may be the bottleneck, and how busy it is.
    struct Candidate {
        var kind: Kind
        var name: String
        var utilisation: Double
        /// The position of the thread that it is, if it is one.
        var thread: Int?

        init(_ kind: Kind, _ name: String, _ utilisation: Double, thread: Int? = nil) {
            self.kind = kind
            self.name = name
            self.utilisation = utilisation
            self.thread = thread
        }

        /// Whether steps compute practically all the time.
        var isOnlyTrainer: Bool { kind == .trainer && utilisation >= Bottleneck.onlyTrainer }

        /// Its utilisation in words.
        var percent: String { "\(Int((utilisation * 100).rounded())) %" }

        /// The first of the busiest.
        static func busiest(_ candidates: [Candidate]) -> Candidate? {
            candidates.reduce(nil) { best, next in
                guard let best, best.utilisation >= next.utilisation else { return next }
                return best
            }
        }
    }
}

extension Bottleneck.Candidate {
    /// What the first rule that applies names.
    init(_ observation: RunObservation) {
        let mean = observation.mean
        let trainer = Self(.trainer, "trainer", mean(.trainerUtilisation))
        let stall = mean(.stallFraction)
        let cores = Self(.cores, "cores", mean(.coreUtilisation))
        let shared = [
            Self(.disk, "disk", mean(.diskUtilisation)),
            Self(.readCache, "read cache", mean(.readCacheUtilisation)),
            Self(.lock, "lock", mean(.lockUtilisation)), cores,
            Self(.copyEngine, "copy engine", mean(.copyUtilisation)),
        ]
        let workers = Self(.workers, "workers", mean(.workerUtilisation))
        let stages = observation.stages.enumerated().map { Self($0 == 0 ? .source : .stage, $1.name, $1.utilisation) }
        let isBusy = { (candidate: Self) in candidate.utilisation >= Bottleneck.busyResource }
        if observation.training.device == .cpu, isBusy(cores) {
            self = cores
        } else if trainer.utilisation >= Bottleneck.busyTrainer {
            self = trainer
        } else if stall <= Bottleneck.littleStall {
            self = Self(.trainingLoop, "training loop", 1 - stall)
        } else if let limit = Self.busiest(shared.filter(isBusy)) ?? [workers].first(where: isBusy)
            ?? Self.busiest(stages.filter(isBusy)) ?? Self.busyThread(observation)
        {
            self = observation.isBoundByStorage(limit) ? shared[0] : limit
        } else {
            let busiest = Self.busiest([trainer] + shared + [workers] + stages) ?? trainer
            self = Self(.none, busiest.name, busiest.utilisation)
        }
    }

    /// A thread that never pauses, though none of its stages fills it.
    ///
    /// That of a loop which waits for its steps is none.
    private static func busyThread(_ observation: RunObservation) -> Self? {
        let waits = observation.training.runAhead == 0
        let threads = observation.sharedThreads.filter { $0 != observation.threads.trainingLoop || !waits }
        return busiest(
            threads.map { Self(.thread, "thread", observation.busyShare(ofThread: $0), thread: $0) }
                .filter { $0.utilisation >= Bottleneck.busyResource })
    }
}
