/// The small costs of PyTorch's `DataLoader`, each in seconds; pairs of numbers are the time before and the cost after
/// it.
package struct TorchOverheads: Sendable, Equatable {
    /// A sample that sleeps takes so much longer than asked.
    var sample = 0.0
    /// A sample that computes takes so much longer.
    var computingSample = 0.0
    /// A step that sleeps takes so much longer.
    var step = 0.0
    /// A step that computes takes so much longer.
    var computingStep = 0.0
    /// The training loop itself, for each step.
    var loop = 0.0
    /// Between two batches of a worker, by the time that the first took.
    var gap = CostCurve.zero
    /// Until a loop that waits has a batch, by the time that it waited.
    var delivery = CostCurve.zero
    /// `next()` with a batch ready, by the length of the step before.
    var reading = CostCurve.zero
    /// `next()` with a batch that came before its turn.
    var stashed = CostCurve.zero
    /// Until indices reach a worker.
    var dispatch = 0.0
    /// Computation for a batch in all threads together.
    var computationPerBatch = 0.0

    /// `next()` without workers, after a step that sleeps.
    var callAlone = 0.0
    /// The same when the step takes no time.
    var callAloneAtOnce = 0.0
    /// Without workers, for each sample of a batch.
    var sampleAlone = 0.0

    /// A worker sends a MiB.
    var sendPerMebibyte = 0.0
    /// The loop receives a MiB.
    var receivePerMebibyte = 0.0
    /// Without workers, a MiB is joined into a batch.
    var joinPerMebibyte = 0.0

    /// Creation, start, end and resumption of workers.
    var processes = TorchProcessCosts()

    /// No overheads.
    init() {}

    /// `next()` without workers after a step that computes, relative to one after a step that sleeps.
    ///
    /// From the isolated runs without workers (torch 2.15.0): 10.269 ms of `next()` for a sample that computes 10.034
    /// ms, and 5.543 ms for one that sleeps 5.086 ms, that is 0.235 ms beside 0.457 ms.
    static let computedToSleptCallAlone = 0.515

    /// What the isolated runs cost on average that were measured twice, relative to the first time.
    ///
    /// 17 minutes later `next()` with data ready took 0.879 ms instead of 0.708 ms, and a batch was delivered 1.468 ms
    /// after its end instead of 1.363 ms: the files give the first figure, the mean of both is the better guess.
    static let readingMeasuredTwice = 1.12
    static let deliveryMeasuredTwice = 1.04
}

extension TorchOverheads: Decodable {
    private enum CodingKeys: String, CodingKey {
        case loop, dispatch
        case sample = "sample_ovh"
        case computingSample = "sample_ovh_cpu"
        case step = "train_ovh"
        case computingStep = "train_ovh_cpu"
        case gap = "worker_gap"
        case delivery = "latency"
        case reading = "read_active"
        case stashed = "stash_next"
        case computationPerBatch = "cpu_per_batch"
        case callAlone = "w0_next"
        case callAloneAtOnce = "w0_next_hot"
        case sampleAlone = "w0_item"
        case sendPerMebibyte = "xfer_worker_per_mb"
        case receivePerMebibyte = "xfer_main_per_mb"
        case joinPerMebibyte = "xfer_w0_per_mb"
    }

    /// Reads the costs; those that are missing are zero.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func seconds(_ key: CodingKeys) throws -> Double {
            try container.decodeIfPresent(Double.self, forKey: key) ?? 0
        }
        func curve(_ key: CodingKeys) throws -> CostCurve {
            try container.decodeIfPresent(CostCurve.self, forKey: key) ?? .zero
        }
        sample = try seconds(.sample)
        computingSample = try seconds(.computingSample)
        step = try seconds(.step)
        computingStep = try seconds(.computingStep)
        loop = try seconds(.loop)
        gap = try curve(.gap)
        delivery = try curve(.delivery).scaled(by: Self.deliveryMeasuredTwice)
        reading = try curve(.reading).scaled(by: Self.readingMeasuredTwice)
        stashed = try curve(.stashed)
        dispatch = try seconds(.dispatch)
        computationPerBatch = try seconds(.computationPerBatch)
        callAlone = try seconds(.callAlone)
        callAloneAtOnce = try seconds(.callAloneAtOnce)
        sampleAlone = try seconds(.sampleAlone)
        sendPerMebibyte = try seconds(.sendPerMebibyte)
        receivePerMebibyte = try seconds(.receivePerMebibyte)
        joinPerMebibyte = try seconds(.joinPerMebibyte)
        processes = try TorchProcessCosts(from: decoder)
    }
}
