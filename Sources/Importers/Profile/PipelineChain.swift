/// The iterators between the loop and the data, one behind another: what of a tree becomes the stages of a scenario.
struct PipelineChain {
    /// What stands at the chain's end.
    enum End: Equatable {
        /// The data themselves.
        case data
        /// Files that are taken in turns; the number of the node that gives their names, if a profile shows it.
        case files(names: Int?)
        /// An iterator that makes more elements than it gets: what is behind it counts as its own time.
        case summary
    }

    /// Numbers of nodes, from the loop's side on; at least one.
    private(set) var links: [Int] = []
    /// What the last link is.
    private(set) var end = End.data
    /// Numbers of nodes that other inputs begin with, of which no stage is made.
    private(set) var others: [Int] = []

    /// Elements made for each that comes in, above which an iterator does not just pass them on.
    private static let expansion = 1.1

    /// Follows a tree from its root on.
    init(_ tree: IteratorTree, from root: Int) {
        var next: Int? = root
        while let number = next {
            links.append(number)
            let node = tree.nodes[number]
            if node.kind.hasSuffix("Interleave"), !node.kind.hasPrefix("Directed") {
                end = .files(names: tree.input(of: number, .input))
                return
            }
            guard let input = mainInput(of: number, tree) else { return }
            if tree.isUnknown(number), Double(node.calls) > Self.expansion * Double(tree.nodes[input].calls) {
                end = .summary
                return
            }
            next = input
        }
    }

    /// The input that the elements come from.
    private mutating func mainInput(of number: Int, _ tree: IteratorTree) -> Int? {
        let inputs = tree.nodes[number].inputs
        guard inputs.count > 1 else { return inputs.first }
        // The data sets that a flat map makes, unless what it makes them of is the pipeline.
        if let made = tree.input(of: number, .made), let given = tree.input(of: number, .input) {
            return tree.isWork(below: given) ? given : made
        }
        let slowest = inputs.max { tree.seconds(of: $0) < tree.seconds(of: $1) }
        others += inputs.filter { $0 != slowest }
        return slowest
    }
}

extension IteratorTree {
    /// The input on a branch, the one with most calls.
    func input(of number: Int, _ branch: IteratorPath.Branch) -> Int? {
        nodes[number].inputs.filter { nodes[$0].branch == branch }.max { nodes[$0].calls < nodes[$1].calls }
    }

    /// Seconds in all calls, those of inputs in the same thread included.
    func seconds(of number: Int) -> Double { nodes[number].inclusive.reduce(0, +) }

    /// Whether an iterator or one behind it runs functions or has threads of its own.
    func isWork(below number: Int) -> Bool {
        let kind = nodes[number].kind
        return kind.contains("Map") || kind == "Prefetch" || nodes[number].inputs.contains { isWork(below: $0) }
    }

    /// Whether an iterator is none that scenarios have.
    func isUnknown(_ number: Int) -> Bool { IteratorKind(nodes[number].kind) == .other }
}

/// What an iterator does, as far as scenarios know.
enum IteratorKind: Equatable {
    /// A function of each element, called in turn.
    case map
    /// The same with several calls at a time.
    case parallelMap
    /// Both in one: a function of each element, and batches of the results.
    case mapAndBatch
    /// Elements joined, in turn or several batches at a time.
    case batch, parallelBatch
    /// A buffer that a thread fills.
    case prefetch
    /// Elements at random from a buffer; the second also begins again.
    case shuffle, shuffleAndRepeat
    /// The first epoch's elements are kept.
    case cache(isInFile: Bool)
    /// The data again.
    case `repeat`
    /// A part of the elements.
    case shard, filter
    /// Files in turns.
    case interleave
    /// A number of elements, which a profile does not tell.
    case counted
    /// Nothing that takes time or changes elements.
    case transparent
    /// Anything else.
    case other

    private static let names: [String: IteratorKind] = [
        "Map": .map, "ParallelMap": .parallelMap, "MapAndBatch": .mapAndBatch, "Batch": .batch, "PaddedBatch": .batch,
        "ParallelBatch": .parallelBatch, "Prefetch": .prefetch, "Shuffle": .shuffle,
        "ShuffleAndRepeat": .shuffleAndRepeat, "MemoryCache": .cache(isInFile: false),
        "FileCache": .cache(isInFile: true), "ForeverRepeat": .repeat, "FiniteRepeat": .repeat, "EmptyRepeat": .repeat,
        "Shard": .shard, "Filter": .filter, "Interleave": .interleave, "ParallelInterleave": .interleave,
        "LegacyParallelInterleave": .interleave, "FiniteTake": .counted, "InfiniteTake": .transparent,
        "EmptyTake": .counted, "FiniteSkip": .counted, "EmptySkip": .counted, "Root": .transparent,
        "Model": .transparent, "Options": .transparent, "PrivateThreadPool": .transparent, "Finalize": .transparent,
        "MaxIntraOpParallelism": .transparent, "AssertCardinality": .transparent, "AssertNext": .transparent,
    ]

    /// What an iterator of a kind does.
    ///
    /// - Source: names of iterators in tensorflow 2.21, without their versions.
    init(_ name: String) { self = Self.names[name] ?? .other }
}
