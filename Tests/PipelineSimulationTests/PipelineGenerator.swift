import Pipelines
import Variates

/// Random pipelines for property tests, each a pure function of its seed.
struct PipelineGenerator {
    /// A stage with the number that matters.
    enum Part: Equatable {
        case map(Int?, ordered: Bool, ownPool: Bool)
        case filter(Double)
        case prefetch(Int?)
        case shuffle(Int)
        case batch(Int)
        case parallelBatch(Int, parallelism: Int, ordered: Bool)
        case `repeat`(Int)
        case take(Int)
        case skip(Int)
        case shard(Int, index: Int)
        case cache(inFile: Bool)
    }

    var elements: Int
    var epochs: Int
    var parts: [Part]
    /// Integer nanoseconds: of the disk's latency, of each part's calls, of the step.
    var loads: [Int64]
    var calls: [[Int64]]
    var steps: [Int64]
    var runAhead = 0

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        func table(_ longest: Int64) -> [Int64] {
            (0..<Int.random(in: 1...37, using: &generator)).map { _ in .random(in: 0...longest, using: &generator) }
        }
        elements = .random(in: 1...60, using: &generator)
        epochs = .random(in: 1...3, using: &generator)
        loads = table(900)
        steps = table(900)
        parts = []
        calls = []
        var available = elements
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let part = Self.part(available, using: &generator)
            available = part.least(of: available)
            parts.append(part)
            calls.append(table(.random(in: 1...3000, using: &generator)))
        }
    }

    /// - Parameter available: elements that come in at least, so that one remains at least.
    private static func part(_ available: Int, using generator: inout SeededGenerator) -> Part {
        func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
        let isOrdered = number(0...2) > 0
        switch number(0...18) {
        case 0: return .map(nil, ordered: true, ownPool: false)
        case 1...4: return .map(number(1...4), ordered: isOrdered, ownPool: number(0...3) == 0)
        case 5...8: return .prefetch(number(0...4))
        case 9: return .prefetch(nil)
        case 10: return .shuffle(number(1...8))
        case 11: return .batch(number(1...4))
        case 12: return .parallelBatch(number(1...4), parallelism: number(1...3), ordered: isOrdered)
        case 13: return .cache(inFile: !isOrdered)
        case 14: return .repeat(number(1...3))
        case 15: return .take(number(1...available + 2))
        case 16: return .skip(number(0...min(5, available - 1)))
        case 17:
            let index = number(0...min(3, available - 1))
            return .shard(number(index + 1...index + 3), index: index)
        default:
            // With 14 elements none remains once in a million times.
            return available < 14 ? .prefetch(1) : .filter(0.65)
        }
    }

    /// The scenario, with all times multiplied.
    func scenario(scale: Int64 = 1) throws -> TestScenario {
        func times(_ table: [Int64]) throws -> Distribution { try nanoseconds(table.map { $0 * scale }) }
        var test = try TestScenario.source(elements, latency: times(loads), bytes: 100)
        for (part, calls) in zip(parts, calls) {
            test = try part.performsCalls ? part.append(to: test, cost: times(calls)) : part.append(to: test)
        }
        return try test.train(times(steps), epochs: epochs, ["runAhead": .count(runAhead)])
    }

    /// The same with every buffer that can grow grown by one, one at a time.
    var grown: [PipelineGenerator] {
        parts.indices.compactMap { index in
            guard let part = parts[index].grown else { return nil }
            var copy = self
            copy.parts[index] = part
            return copy
        }
    }

    /// Runs it, or what rewriting has made of it, where every resource is plentiful.
    func run(_ rewritten: TestScenario? = nil) throws -> TimedBackend {
        let written = try scenario()
        let test = rewritten ?? written
        let names = try written.pipeline().stages.map(\.name).dropFirst()
        let callsByName = Dictionary(
            uniqueKeysWithValues: zip(names, zip(parts, calls).map { $0.performsCalls ? $1 : [0] }))
        let callsByStage = try test.pipeline().stages.map { callsByName[$0.name] ?? [0] }
        var drawnLoads = Array(repeating: 0, count: callsByStage.count)
        var drawnCalls = drawnLoads
        func next(_ table: [Int64], _ drawn: inout Int) -> Int64 {
            drawn += 1
            return table[(drawn - 1) % table.count]
        }
        let backend = try TimedBackend(test) { work, number in
            let stage = Int(work.stage)
            if stage == callsByStage.count { return work.place == .accelerator ? steps[number % steps.count] : 0 }
            switch work.place {
            case .disk: return next(loads, &drawnLoads[stage])
            case .diskStream, .diskWrite: return 0
            default: return next(callsByStage[stage], &drawnCalls[stage])
            }
        }
        backend.finish()
        return backend
    }
}
