import ScenarioFiles

/// How many steps the epochs of a measured case have, as far as the data do not say it.
struct TFDataEpochs {
    private let measured: TFDataCase

    init(_ measured: TFDataCase) { self.measured = measured }

    /// Says in `train` what bounds epochs.
    func bound(_ training: inout SectionDocument) throws(CaseError) {
        guard (1...1_000_000).contains(measured.epochs), measured.breaks.values.allSatisfy({ $0 > 0 }) else {
            throw CaseError("`epochs` must be from 1 to 1,000,000, and the steps in `break_after` positive")
        }
        let breaks = measured.breaks.filter { $0.key < measured.epochs }
        guard !breaks.isEmpty else { return boundEndlessOrLongerData(&training) }
        if breaks.count == measured.epochs, let steps = breaks[0], breaks.values.allSatisfy({ $0 == steps }) {
            return Self.leave("each epoch", after: steps, as: "steps", hasCache, &training)
        }
        guard breaks.count == 1, let first = breaks[0] else {
            throw CaseError("break_after: only the first epoch, or each after the same steps, can be left early")
        }
        Self.leave("the first epoch", after: first, as: "firstEpochSteps", hasCache, &training)
    }

    private var hasCache: Bool {
        measured.pipelines.joined().contains { if case .cache = $0 { true } else { false } }
    }

    private static func leave(
        _ what: String, after steps: Int, as parameter: String, _ hasCache: Bool, _ training: inout SectionDocument
    ) {
        training.comment("The measured loop left \(what) after \(steps) steps.")
        if hasCache { training.comment("A cache that is not complete by then is discarded, as in the measured run.") }
        training.set(parameter, .count(steps))
    }

    /// The measured loop may have stopped before the data ended.
    private func boundEndlessOrLongerData(_ training: inout SectionDocument) {
        let consumers = measured.pipelines.count
        guard let steps = measured.steps, steps >= measured.epochs * consumers else { return }
        let perEpoch = steps / (measured.epochs * consumers)
        if let available = Self.elements(of: measured.pipelines[0]), available <= perEpoch { return }
        Self.leave("its data", after: perEpoch, as: "steps", hasCache, &training)
    }

    /// Elements that a pipeline delivers in an epoch; nil when it never ends.
    private static func elements(of pipeline: [TFDataOperator]) -> Int? {
        var count: Int? = 0
        for `operator` in pipeline {
            switch `operator` {
            case .range(let elements): count = elements
            case .interleave(let files): count = product(files.files, files.perFile)
            case .batch(let batch) where batch.size > 0:
                count = count.map { ($0 + (batch.dropsRemainder ? 0 : batch.size - 1)) / batch.size }
            case .take(let elements): count = min(count ?? .max, max(0, elements))
            case .skip(let elements): count = count.map { max(0, $0 - elements) }
            case .shard(let shards, let index) where shards > 0:
                count = count.map { max(0, ($0 - index + shards - 1) / shards) }
            case .repeat(nil): count = nil
            case .repeat(let passes?): count = count.flatMap { product($0, passes) }
            default: break
            }
        }
        return count
    }

    /// Nil, as for what never ends, when there are too many to calculate with.
    private static func product(_ one: Int, _ other: Int) -> Int? {
        let (product, overflow) = one.multipliedReportingOverflow(by: other)
        return overflow || product.magnitude > 1 << 60 ? nil : product
    }
}
