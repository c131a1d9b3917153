import Pipelines
import Variates

extension PipelineGenerator.Part {
    /// Whether it has a cost.
    var performsCalls: Bool {
        switch self {
        case .map, .filter, .parallelBatch: true
        default: false
        }
    }

    /// Whether elements may leave in another order than that in which they came in.
    var reorders: Bool {
        switch self {
        case .map(let parallelism, let ordered, _): parallelism != nil && !ordered
        case .parallelBatch(_, _, let ordered): !ordered
        case .shuffle: true
        default: false
        }
    }

    /// Whether it leaves elements out by their place in line.
    var selects: Bool {
        switch self {
        case .take, .skip, .shard: true
        default: false
        }
    }

    /// Elements that leave it when so many come in; at least so many, when chance decides.
    func least(of available: Int) -> Int {
        switch self {
        case .filter: 1
        case .batch(let size), .parallelBatch(let size, _, _): (available + size - 1) / size
        case .repeat(let count): available * count
        case .take(let count): min(count, available)
        case .skip(let count): available - count
        case .shard(let count, let index): (available - index + count - 1) / count
        case .map, .prefetch, .shuffle, .cache: available
        }
    }

    /// Elements, each a list of samples, that leave it when these come in; order is not its business.
    func result(of elements: [[Int64]]) -> [[Int64]] {
        switch self {
        case .batch(let size), .parallelBatch(let size, _, _):
            stride(from: 0, to: elements.count, by: size).map { first in
                elements[first..<min(first + size, elements.count)].flatMap { $0 }
            }
        case .repeat(let count): Array(repeatElement(elements, count: count).joined())
        case .take(let count): Array(elements.prefix(count))
        case .skip(let count): Array(elements.dropFirst(count))
        case .shard(let count, let index): elements.indices.filter { $0 % count == index }.map { elements[$0] }
        case .map, .filter, .prefetch, .shuffle, .cache: elements
        }
    }

    /// The same with one more of what can grow, if anything can.
    var grown: PipelineGenerator.Part? {
        switch self {
        case .map(let parallelism?, let ordered, let own): .map(parallelism + 1, ordered: ordered, ownPool: own)
        case .map(nil, let ordered, let own): .map(1, ordered: ordered, ownPool: own)
        case .prefetch(let buffer?): .prefetch(buffer + 1)
        case .parallelBatch(let size, let parallelism, let ordered):
            .parallelBatch(size, parallelism: parallelism + 1, ordered: ordered)
        default: nil
        }
    }

    /// The scenario with this stage at its end.
    func append(to test: TestScenario, cost: Distribution = .constant(0)) throws -> TestScenario {
        func order(_ ordered: Bool) -> ParameterValue { .word(ordered ? "ordered" : "unordered") }
        switch self {
        case .map(let parallelism, let ordered, let ownPool):
            return try test.map(
                cost, parallelism: parallelism, ["order": order(ordered), "pool": .word(ownPool ? "own" : "shared")])
        case .filter(let keep): return try test.filter(keep, ["cost": .distribution(cost)])
        case .prefetch(let buffer?): return try test.prefetch(buffer)
        case .prefetch(nil): return try test.automaticPrefetch()
        case .shuffle(let buffer): return try test.shuffle(buffer)
        case .batch(let size): return try test.batch(size)
        case .parallelBatch(let size, let parallelism, let ordered):
            return try test.stage(
                Batch.self,
                [
                    "size": .count(size), "parallelism": .count(parallelism), "order": order(ordered),
                    "cost": .distribution(cost),
                ])
        case .repeat(let count): return try test.repeat(count)
        case .take(let count): return try test.take(count)
        case .skip(let count): return try test.skip(count)
        case .shard(let count, let index):
            return try test.stage(Shard.self, ["count": .count(count), "index": .count(index)])
        case .cache(let inFile): return try test.stage(Cache.self, ["store": .word(inFile ? "file" : "memory")])
        }
    }
}

extension PipelineGenerator {
    /// Whether chance, not the operators alone, decides what is left out.
    var filters: Bool { parts.contains { if case .filter = $0 { true } else { false } } }

    /// Whether work may go on upstream that nobody wants any more.
    var takes: Bool { parts.contains { if case .take = $0 { true } else { false } } }

    /// Whether room for more can only make steps earlier.
    ///
    /// The automatic size of a buffer need not be larger when others are. What runs ahead of a `take` uses up durations
    /// that the next pass would have got. And what a filter keeps goes by the samples, not by their places in line: in
    /// another order a slow element may come earlier.
    var isMonotonic: Bool {
        !parts.contains(.prefetch(nil)) && !takes && !(filters && parts.contains(where: \.reorders))
    }

    /// The samples of an epoch, in no particular order; nil when chance decides which they are.
    var samples: [Int64]? {
        guard !filters else { return nil }
        var elements = (0..<Int64(self.elements)).map { [$0] }
        var isInOrder = true
        for part in parts {
            if part.selects && !isInOrder { return nil }
            if part.reorders { isInOrder = false }
            elements = part.result(of: elements)
        }
        return elements.flatMap { $0 }
    }
}
