import Pipelines
import Variates

/// `mosaic`: joins some images into one, by a call on the worker pool; those that are left over at the end are left
/// out.
///
/// No scenario file of the command can name it: it is here to show that an operator is one file and its registration.
struct Mosaic: Operator {
    static let name = "mosaic"
    static let summary = "joins some images into one"
    static let parameters = [
        Parameter("tiles", .count(1...100), "images in one"),
        Parameter("cost", .distribution(.time), default: .distribution(0), "time to join them"),
    ]
    static let primaryParameter: String? = "tiles"
    static let examples: [[String: ParameterValue]] = [["tiles": .count(1)], ["tiles": .count(4)]]

    let tiles: Int
    let cost: Distribution

    init(_ values: ParameterValues) {
        tiles = values.count("tiles")
        cost = values.distribution("cost")
    }

    var serviceTime: ServiceTime? { ServiceTime(secondsPerElement: cost) }
    func cardinality(after upstream: Cardinality) -> Cardinality { upstream.map { $0 / Int64(tiles) } }
    func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        let tiles = Double(tiles)
        return MeanFlow(
            elements: upstream.elements / tiles, samples: upstream.samples * tiles, bytes: upstream.bytes * tiles)
    }
    func intake(from files: StoredFiles) -> Double { Double(tiles) }
    func makeStage(_ context: StageContext) -> any Stage & ~Copyable { MosaicStage(tiles: tiles) }
}

/// Joins images as they come, and then makes one of them.
private struct MosaicStage: Stage {
    private let tiles: Int
    private var unfinished: Element?
    private var joined = 0

    init(tiles: Int) { self.tiles = tiles }

    mutating func demand(_ actions: inout Actions) { actions.pull() }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        let mosaic = unfinished.map { actions.join([$0, element]) } ?? element
        if let unfinished { actions.release(unfinished) }
        joined = (joined + 1) % tiles
        if joined == 0 {
            unfinished = nil
            actions.perform(mosaic, at: .workerCore)
        } else {
            unfinished = mosaic
            actions.hold(mosaic)
            actions.pull()
        }
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) { actions.emit(work.element) }

    mutating func upstreamEnded(_ actions: inout Actions) {
        leaveOut(&actions)
        actions.end()
    }

    mutating func reset(_ actions: inout Actions) { leaveOut(&actions) }

    private mutating func leaveOut(_ actions: inout Actions) {
        if let unfinished { actions.drop(unfinished) }
        (unfinished, joined) = (nil, 0)
    }
}
