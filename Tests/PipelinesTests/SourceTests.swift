import Pipelines
import Testing
import Variates

struct SourceTests {
    typealias Values = [String: ParameterValue]

    private func backend(_ values: Values, epochs: Int = 1, seed: UInt64 = 1) throws -> StepwiseBackend {
        let backend = try StepwiseBackend(
            TestScenario().stage(Source.self, values).train(epochs: epochs), seed: seed)
        backend.settle { _ in true }
        return backend
    }

    @Test func `sequential, pays the latency once for each file`() throws {
        let backend = try StepwiseBackend(
            TestScenario().stage(Source.self, ["files": .count(3), "samplesPerFile": .count(4)]))
        var places: [Work.Place] = []
        while let next = backend.pending.first {
            if next.work.stage == 0 { places.append(next.work.place) }
            backend.complete(0)
        }
        let file: [Work.Place] = [.disk, .diskStream, .diskStream, .diskStream]
        #expect(places == file + file + file)
    }

    @Test func `random, pays the latency for each sample, in a new order each epoch`() throws {
        let backend = try backend(["elements": .count(40), "access": .word("random")], epochs: 3)
        let orders = backend.received.map { $0.map(\.sample) }
        #expect(Set(orders).count == 3)
        for order in orders { #expect(order.sorted() == Array(0..<40)) }
        let other = try self.backend(["elements": .count(40), "access": .word("random")], seed: 2)
        #expect(other.received[0].map(\.sample) != orders[0])
    }

    @Test func `a sample has the same size in every epoch and order`() throws {
        let size = ParameterValue.distribution(.uniform(lower: 10, upper: 1e6))
        let sequential = try backend(["elements": .count(40), "size": size], epochs: 2)
        let random = try backend(["elements": .count(40), "size": size, "access": .word("random")], epochs: 2)
        let sizes = sequential.received[0].map(\.bytes)
        #expect(Set(sizes).count > 30)
        #expect(sequential.received[1].map(\.bytes) == sizes)
        for epoch in random.received {
            #expect(epoch.sorted { $0.sample < $1.sample }.map(\.bytes) == sizes)
        }
    }

    @Test(
        arguments: [
            [:],
            ["elements": .count(3), "files": .count(3)],
            ["elements": .count(3), "samplesPerFile": .count(2)],
            ["files": .count(1_000_000_000), "samplesPerFile": .count(1_000_000)],
        ] as [Values])
    func `refuses numbers that do not fit together`(_ values: Values) {
        #expect(throws: PipelineError.self) { try Source(parameters: values) }
    }

    @Test func `counts files times samples`() throws {
        #expect(try Source(parameters: ["files": .count(6), "samplesPerFile": .count(4)]).lengths.samples == 24)
    }

    @Test func `what lies in storage has the sizes that are read`() throws {
        let size = ParameterValue.distribution(.uniform(lower: 10, upper: 1e6))
        let source: Values = ["files": .count(4), "samplesPerFile": .count(5), "size": size]
        for scenario in try [
            TestScenario().stage(Source.self, source, name: "images"),
            TestScenario().stage(Source.self, source, name: "images").stage(Interleave.self, ["cycle": .count(1)]),
        ] {
            let backend = try StepwiseBackend(scenario, seed: 9)
            backend.settle { _ in true }
            let stored = try scenario.pipeline().storedFiles
            let sizes = SampleSizes(stored, seed: 9)
            #expect(backend.received[0].map(\.bytes) == (0..<20).map { sizes.bytes(ofSample: $0) })
            #expect((stored.count, stored.lengths.samplesPerFile) == (4, 5))
        }
    }
}
