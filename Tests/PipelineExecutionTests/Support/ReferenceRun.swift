import BasicContainers
import PipelineExecution
import PipelineRuns
import Pipelines
import Variates

/// What a training step must get.
struct Delivery: Equatable {
    var sample: Int64
    var samples: Int64
    var bytes: Int64
    var digest: UInt64
    var checksum: UInt64
}

/// The engine alone: every piece of work is done at once, in the order in which it was begun, on bytes that are
/// computed from the seed and come from no file.
struct ReferenceRun: ~Copyable {
    private typealias Samples = [[UInt8]]
    private struct Piece: Hashable {
        var stage: Int32
        var token: Int64
    }

    /// By epoch.
    private(set) var deliveries: [[Delivery]]
    /// Whether the contents of some element had not as many bytes as the element.
    private(set) var hasWrongSizes = false
    private(set) var isComplete = false
    private let pipeline: Pipeline
    private let data: DataSet
    private var run: PipelineRun
    private var contents: [Int64: Samples] = [:]
    private var files: [Piece: Samples] = [:]
    private var now: Int64 = 0

    /// Contents that are still there.
    var remainingContents: Int { contents.count }

    init(_ scenario: Scenario, rank: Int, _ data: DataSet) throws {
        let share = try scenario.onAccelerator(rank)
        var platform = share.platform
        platform.overheads = .none
        pipeline = share.pipeline
        self.data = data
        run = PipelineRun(
            share.pipeline, platform: platform, options: share.options, seed: share.run.seed, replication: 0,
            rank: UInt32(rank))
        run.trackContents()
        deliveries = Array(repeating: [], count: pipeline.training.epochs)
        run.start(at: 0)
        finish()
    }

    private mutating func finish() {
        var work = UniqueArray<Work>()
        var waiting: [Work] = []
        var next = 0
        while true {
            if run.isBetweenEpochs { run.beginNextEpoch(at: now) }
            applyChanges()
            run.takeWork(into: &work)
            for index in 0..<work.count { waiting.append(work[index]) }
            work.removeAll(keepingCapacity: true)
            guard next < waiting.count else { break }
            let piece = waiting[next]
            next += 1
            now += 1
            perform(piece)
            if !run.complete(piece, at: now), !piece.place.isStep { contents[piece.element.content] = nil }
        }
        isComplete = run.isFinished
    }

    private mutating func applyChanges() {
        var changes = UniqueArray<ContentChange>()
        run.takeContentChanges(into: &changes)
        for index in 0..<changes.count {
            switch changes[index] {
            case .joined(let member, let batch):
                contents[batch, default: []] += contents.removeValue(forKey: member) ?? []
            case .shared(let content, let copy): contents[copy] = contents[content]
            case .discarded(let content): contents[content] = nil
            }
        }
    }

    private mutating func perform(_ work: Work) {
        let element = work.element
        let key = Piece(stage: work.stage, token: work.token)
        switch work.place {
        case .disk, .diskRequest, .diskStream:
            let stage = pipeline.stages[Int(work.stage)].operator
            if stage is Cache { return contents[element.content] = files[key] }
            contents[element.content] = [data.contents(ofSample: element.sample)]
            // What these make of a sample in no time is no work of its own.
            let service = (stage as? Interleave)?.service ?? (stage as? DataLoader)?.service
            if service?.secondsPerElement == .constant(0) { resize(element, to: stage.result(of: element).bytes) }
        case .diskWrite: files[key] = contents[element.content]
        case .workerCore, .workerWait, .ownThreadCore, .ownThreadWait, .callerCore:
            resize(element, to: pipeline.stages[Int(work.stage)].operator.result(of: element).bytes)
        case .accelerator, .trainerCore: deliver(element)
        default: break
        }
    }

    private mutating func resize(_ element: Element, to bytes: Int64) {
        guard bytes != element.bytes, let samples = contents[element.content], !samples.isEmpty else { return }
        let share = Int(bytes) / samples.count
        contents[element.content] = samples.enumerated().map { index, sample in
            let count = index == 0 ? Int(bytes) - share * (samples.count - 1) : share
            return (0..<count).map { sample.isEmpty ? 0 : sample[$0 % sample.count] }
        }
    }

    private mutating func deliver(_ element: Element) {
        let samples = contents.removeValue(forKey: element.content) ?? []
        if samples.reduce(0, { $0 + $1.count }) != Int(element.bytes) { hasWrongSizes = true }
        let checksum = samples.reduce(UInt64(0)) { sum, sample in
            sum &+ sample.withUnsafeBytes { ContentChecksum.of($0) }
        }
        deliveries[run.currentEpoch].append(Delivery(element, checksum: checksum))
    }
}

extension Delivery {
    init(_ element: Element, checksum: UInt64) {
        self.init(
            sample: element.sample, samples: element.samples, bytes: element.bytes, digest: element.digest,
            checksum: checksum)
    }

    /// What does not depend on the order of the samples.
    static func sum(_ deliveries: some Sequence<Delivery>) -> Delivery {
        deliveries.reduce(Delivery(sample: 0, samples: 0, bytes: 0, digest: 0, checksum: 0)) {
            Delivery(
                sample: 0, samples: $0.samples + $1.samples, bytes: $0.bytes + $1.bytes,
                digest: $0.digest &+ $1.digest, checksum: $0.checksum &+ $1.checksum)
        }
    }
}
