/// One pass of a recorded loop over its data; times in seconds since the recording began, or of their length.
struct LoopEpoch: Sendable {
    /// When the iterator was asked for.
    let begin: Double
    /// Until it was there.
    let iterator: Double
    /// Whether all batches came: the data ended, or the loop asked for no more than its loader has.
    ///
    /// Otherwise the loop was left, failed, or a limit was reached.
    private(set) var isWhole: Bool
    /// Whether the last batch was followed by a step; where nothing ends it, it is taken to be as long as the others.
    private(set) var endsWithStep: Bool
    /// What ended it: `end`, `left`, `limit`, or the type of an exception.
    let ending: String
    /// The last call of the loader, which found no more data; 0 where there was none.
    let last: Double
    /// When each batch was asked for.
    let asked: [Double]
    /// Until it was there.
    let waits: [Double]
    /// Computation of the loop's thread meanwhile; of short steps, that of some is known.
    let waitCore: [Double?]
    /// From having a batch until the next is asked for; the last step of an epoch that was left is not known.
    let steps: [Double]
    /// Computation of the loop's thread meanwhile.
    let stepCore: [Double?]
    /// Computation of all threads of its process meanwhile.
    let stepProcess: [Double?]
    /// How long the loop's thread was ready and had no core.
    let stepDelay: [Double?]
    /// Bytes of each batch, where its processes have not noted them.
    let bytes: [Double]

    /// When each batch was there.
    func got(_ step: Int) -> Double { asked[step] + waits[step] }

    /// From asking for the iterator until the last step that is known was done, or the data had ended.
    var seconds: Double {
        guard let lastStep = waits.indices.last else { return iterator + last }
        if endsWithStep {
            return got(lastStep) + (steps.count > lastStep ? steps[lastStep] : steps.mean ?? 0) + last - begin
        }
        guard let known = steps.indices.last else { return got(lastStep) - begin }
        return got(known) + steps[known] - begin
    }

    /// Steps that `seconds` are of.
    var knownSteps: Int { endsWithStep ? waits.count : steps.count }

    /// How much of them the loop waited for the iterator, its batches and the data's end.
    var waiting: Double { waits.prefix(knownSteps).reduce(0, +) + iterator + last }

    /// The same where the loop ended itself after the last batch, and not in the middle of its step.
    var withLastStep: LoopEpoch {
        var epoch = self
        epoch.endsWithStep = true
        return epoch
    }

    /// The same if it has as many batches as its loader: some loops do not ask whether there are more.
    func whole(of batches: Int?) -> LoopEpoch {
        guard waits.count == batches else { return self }
        var epoch = withLastStep
        epoch.isWhole = true
        return epoch
    }
}

extension LoopEpoch: Decodable {
    private enum CodingKeys: String, CodingKey {
        case end, bytes
        case begin = "begin_us"
        case iterator = "iterator_us"
        case last = "end_us"
        case asked = "asked_us"
        case waits = "wait_us"
        case waitCore = "wait_core_us"
        case steps = "step_us"
        case stepCore = "step_core_us"
        case stepProcess = "step_process_us"
        case stepDelay = "step_delay_us"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        begin = try container.seconds(.begin)
        iterator = try container.seconds(.iterator)
        ending = try container.decode(String.self, forKey: .end)
        isWhole = ending == "end"
        endsWithStep = isWhole
        last = try container.decodeNil(forKey: .last) ? 0 : try container.seconds(.last)
        asked = try container.seconds(.asked)
        waits = try container.seconds(.waits)
        waitCore = try container.knownSeconds(.waitCore)
        steps = try container.seconds(.steps)
        stepCore = try container.knownSeconds(.stepCore)
        stepProcess = try container.knownSeconds(.stepProcess)
        stepDelay =
            container.contains(.stepDelay)
            ? try container.knownSeconds(.stepDelay) : Array(repeating: 0, count: steps.count)
        bytes =
            container.contains(.bytes) ? try container.counts(.bytes, 0...1_000_000_000_000_000).map(Double.init) : []
        try container.check([(.asked, asked.count), (.waitCore, waitCore.count)], are: waits.count)
        try container.check(
            [(.stepCore, stepCore.count), (.stepProcess, stepProcess.count), (.stepDelay, stepDelay.count)],
            are: steps.count)
        let fewest = isWhole ? waits.count : max(0, waits.count - 1)
        guard (fewest...waits.count).contains(steps.count) else {
            throw DecodingError.dataCorruptedError(
                forKey: .steps, in: container, debugDescription: "has \(steps.count) entries for \(waits.count) waits")
        }
    }
}
