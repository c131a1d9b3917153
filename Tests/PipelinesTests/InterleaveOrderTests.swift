import Pipelines
import Testing

/// Which records come out, and in which order, whatever the order in which work is completed.
struct InterleaveOrderTests {
    /// An interleave of random shape.
    struct Shape: CustomTestStringConvertible, Sendable {
        var seed: UInt64
        var files, samplesPerFile, cycle, block: Int
        var parallelism: Int?
        var costs: Bool

        init(seed: UInt64) {
            var generator = SeededGenerator(seed: seed)
            self.seed = seed
            files = .random(in: 1...14, using: &generator)
            samplesPerFile = .random(in: 1...9, using: &generator)
            cycle = .random(in: 1...6, using: &generator)
            block = .random(in: 1...4, using: &generator)
            parallelism = Int.random(in: 0...7, using: &generator)
            if parallelism == 0 { parallelism = nil }
            costs = .random(using: &generator)
        }

        var testDescription: String {
            "seed \(seed): \(files)×\(samplesPerFile), cycle \(cycle), block \(block), "
                + "parallelism \(parallelism.map(String.init) ?? "none")"
        }

        func backend(isOrdered: Bool, epochs: Int) throws -> StepwiseBackend {
            let test = try TestScenario.files(files, of: samplesPerFile, bytes: 10).interleave(
                cycle: cycle, block: block, parallelism: parallelism,
                [
                    "order": .word(isOrdered ? "ordered" : "unordered"),
                    "cost": .distribution(milliseconds(costs ? 1 : 0)),
                ])
            return try StepwiseBackend(test.train(epochs: epochs), seed: seed)
        }

        /// Strict turns: each place gives `block` records; one that cannot has found its end and is filled at its next
        /// turn.
        var strictTurns: [Int64] {
            var order: [Int64] = []
            var next = 0
            var places = [[Int64]?](repeating: nil, count: cycle)
            repeat {
                for place in places.indices {
                    if places[place] == nil, next < files {
                        places[place] = (0..<samplesPerFile).map { Int64(next * samplesPerFile + $0) }
                        next += 1
                    }
                    guard let records = places[place] else { continue }
                    order += records.prefix(block)
                    places[place] = records.count < block ? nil : Array(records.dropFirst(block))
                }
            } while next < files || places.contains { $0 != nil }
            return order
        }
    }

    static let shapes = (1...150).map { Shape(seed: $0) }

    @Test func `the reference takes turns`() {
        var shape = Shape(seed: 1)
        (shape.files, shape.samplesPerFile, shape.cycle, shape.block) = (3, 3, 2, 2)
        #expect(shape.strictTurns == [0, 1, 3, 4, 2, 5, 6, 7, 8])
        (shape.files, shape.samplesPerFile, shape.cycle, shape.block) = (5, 1, 2, 1)
        #expect(shape.strictTurns == [0, 1, 2, 3, 4])
    }

    @Test(arguments: shapes)
    func `ordered, delivers in strict turns`(_ shape: Shape) throws {
        let backend = try shape.backend(isOrdered: true, epochs: 2)
        var generator = SeededGenerator(seed: shape.seed)
        backend.finish(using: &generator)
        try #require(backend.isFinished, "stuck: \(backend.waitingChain)")
        #expect(backend.received.map { $0.map(\.sample) } == [shape.strictTurns, shape.strictTurns])
        #expect(backend.pending.isEmpty)
        #expect(backend.memory.heldBytes == 0 && backend.memory.inFlightBytes == 0)
    }

    @Test(arguments: shapes)
    func `unordered, delivers each record once, those of a file in order`(_ shape: Shape) throws {
        let backend = try shape.backend(isOrdered: false, epochs: 2)
        var generator = SeededGenerator(seed: shape.seed)
        backend.finish(using: &generator)
        try #require(backend.isFinished, "stuck: \(backend.waitingChain)")
        for epoch in backend.received {
            #expect(epoch.map(\.sample).sorted() == (0..<Int64(shape.files * shape.samplesPerFile)).map { $0 })
            let byFile = Dictionary(grouping: epoch.map(\.sample)) { $0 / Int64(shape.samplesPerFile) }
            #expect(byFile.values.allSatisfy { $0 == $0.sorted() })
        }
        #expect(backend.memory.heldBytes == 0 && backend.memory.inFlightBytes == 0)
    }

    /// A tuner may move the parallelism at any time.
    @Test(arguments: shapes.filter { $0.parallelism != nil })
    func `a changing parallelism changes no record`(_ shape: Shape) throws {
        let backend = try shape.backend(isOrdered: true, epochs: 1)
        var generator = SeededGenerator(seed: shape.seed)
        while !backend.isFinished, !backend.pending.isEmpty {
            if Int.random(in: 0..<4, using: &generator) == 0 {
                backend.changeParameter(of: "interleave", to: .random(in: 1...7, using: &generator))
            }
            backend.complete(.random(in: 0..<backend.pending.count, using: &generator))
        }
        try #require(backend.isFinished, "stuck: \(backend.waitingChain)")
        #expect(backend.received[0].map(\.sample) == shape.strictTurns)
    }
}
