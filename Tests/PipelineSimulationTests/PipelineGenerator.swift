import Pipelines
import Variates

/// Random pipelines for property tests, each a pure function of its seed.
struct PipelineGenerator {
    /// A stage that buffers or works in parallel, with the number that can grow.
    enum Part: Equatable {
        case map(Int?, ordered: Bool)
        case prefetch(Int)
        case shuffle(Int)
        case batch(Int)
        case `repeat`(Int)
        case cache
    }

    var elements: Int
    var epochs: Int
    var parts: [Part]
    /// Integer nanoseconds: of the source, of each map by its place among the parts, of the step.
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
        for _ in 0..<Int.random(in: 1...5, using: &generator) {
            parts.append(Self.part(using: &generator))
            calls.append(table(.random(in: 1...3000, using: &generator)))
        }
    }

    private static func part(using generator: inout SeededGenerator) -> Part {
        switch Int.random(in: 0...9, using: &generator) {
        case 0: .map(nil, ordered: true)
        case 1, 2: .map(.random(in: 1...4, using: &generator), ordered: true)
        case 3: .map(.random(in: 1...4, using: &generator), ordered: false)
        case 4, 5, 6: .prefetch(.random(in: 0...4, using: &generator))
        case 7: .shuffle(.random(in: 1...8, using: &generator))
        case 8: .batch(.random(in: 1...4, using: &generator))
        default: Bool.random(using: &generator) ? .cache : .repeat(.random(in: 1...3, using: &generator))
        }
    }

    /// The scenario, with all times multiplied.
    func scenario(scale: Int64 = 1) throws -> TestScenario {
        func times(_ table: [Int64]) throws -> Distribution { try nanoseconds(table.map { $0 * scale }) }
        var test = try TestScenario.source(elements, latency: times(loads), bytes: 100)
        for (part, calls) in zip(parts, calls) {
            switch part {
            case .map(let parallelism, let ordered):
                test = try test.map(
                    times(calls), parallelism: parallelism, ["order": .word(ordered ? "ordered" : "unordered")])
            case .prefetch(let buffer): test = try test.prefetch(buffer)
            case .shuffle(let buffer): test = try test.shuffle(buffer)
            case .batch(let size): test = try test.batch(size)
            case .repeat(let count): test = try test.repeat(count)
            case .cache: test = try test.cache()
            }
        }
        return try test.train(times(steps), epochs: epochs, ["runAhead": .count(runAhead)])
    }

    /// The same with every buffer that can grow grown by one, one at a time.
    var grown: [PipelineGenerator] {
        parts.indices.compactMap { index in
            var copy = self
            switch parts[index] {
            case .map(let parallelism?, let ordered): copy.parts[index] = .map(parallelism + 1, ordered: ordered)
            case .map(nil, let ordered): copy.parts[index] = .map(1, ordered: ordered)
            case .prefetch(let buffer): copy.parts[index] = .prefetch(buffer + 1)
            default: return nil
            }
            return copy
        }
    }

    /// Runs it, or what rewriting has made of it, where every resource is plentiful.
    func run(_ rewritten: TestScenario? = nil) throws -> TimedBackend {
        let test = try rewritten ?? scenario()
        var tables = ["source": loads, "step": steps]
        var maps = 0
        for (part, calls) in zip(parts, calls) {
            guard case .map = part else { continue }
            maps += 1
            tables[maps == 1 ? "map" : "map\(maps)"] = calls
        }
        let backend = try TimedBackend(test, duration: durations(tables, in: test))
        backend.finish()
        return backend
    }
}
