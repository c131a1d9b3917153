import Testing

@testable import Importers

@Suite struct LoopCostsTests {
    private static func probe(_ workers: Int, core: Double, collate: Double) -> String {
        let notes = MadeLoop.notes(worker: workers == 0 ? nil : 0, core: core, collate: collate)
        return """
            {"loader": \(MadeLoop.loader(#""num_workers": \#(workers)"#)), "epochs": [\(MadeLoop.epoch())], "workers": [\(notes)]}
            """
    }

    private static func costs(_ recording: String, probes: [String]) throws -> LoopCosts {
        let notes = MadeLoop.notes(worker: recording.hasSuffix("0") ? nil : 0)
        let json = MadeLoop.json(
            loader: MadeLoop.loader(recording), notes: [notes],
            more: #", "probes": [\#(probes.joined(separator: ","))]"#)
        return try #require(LoopCosts(try LoopRecording(json: json)))
    }

    /// Samples compute 1 ms and joining 4 ms in the recorded loop; 0.8 and 2 ms in the probe without workers.
    @Test func `what workers take longer goes with the bytes of a batch`() throws {
        let costs = try Self.costs(#""num_workers": 1"#, probes: [Self.probe(0, core: 6_400, collate: 2_000)])
        #expect(costs.isMeasured)
        #expect((costs.sampleCore * 1e9).rounded() == 800_000)
        #expect((costs.collate * 1e9).rounded() == 2_000_000)
        #expect((costs.sendPerByte * 80_000 * 1e9).rounded() == 3_600_000)
    }

    @Test func `a loop without workers has the cost of its own samples`() throws {
        let costs = try Self.costs(#""num_workers": 0"#, probes: [Self.probe(1, core: 10_000, collate: 5_000)])
        #expect((costs.sampleCore * 1e9).rounded() == 1_000_000)
        #expect((costs.sendPerByte * 80_000 * 1e9).rounded() == 3_000_000)
    }

    @Test func `without another run they are as recorded`() throws {
        let costs = try Self.costs(#""num_workers": 1"#, probes: [])
        #expect(!costs.isMeasured && costs.sendPerByte == 0)
        #expect((costs.sampleCore * 1e9).rounded() == 1_000_000)
    }

    /// Workers cannot make memory cheaper: less is chance.
    @Test func `passing a batch never costs less than nothing`() throws {
        let costs = try Self.costs(#""num_workers": 1"#, probes: [Self.probe(0, core: 80_000, collate: 9_000)])
        #expect(costs.sendPerByte == 0)
        #expect((costs.sampleCore * 1e9).rounded() == 1_000_000)
    }
}
