import Pipelines
import Testing

/// Programs that TensorFlow and PyTorch have run got what the simulator delivers.
@Suite struct RecordedOutcomeTests {
    @Test(arguments: ExportCase.all)
    func `the program is the one that was run`(example: ExportCase) throws {
        let text = try example.program(of: example.exported())
        #expect(text == (try example.recordedProgram()), "`make export-check` with --renew runs it anew")
    }

    @Test(arguments: ExportCase.all)
    func `its steps got what the simulator delivers`(example: ExportCase) throws {
        let delivered = try DeliveredElements(example.exported()).epochs
        let recorded = try example.recordedEpochs()
        #expect(recorded.map(\.count) == delivered.map(\.count), "steps")
        for (batches, elements) in zip(recorded, delivered) {
            #expect(batches.map { Int64($0.count) } == elements.map(\.samples), "sizes of batches")
            let (digests, expected) = (batches.map(Self.digest), elements.map(\.digest))
            #expect(digests.reduce(0, &+) == expected.reduce(0, &+), "samples")
            if example.compare == .order { #expect(digests == expected, "samples of each batch") }
        }
    }

    private static func digest(_ samples: [Int64]) -> UInt64 {
        samples.reduce(0) { $0 &+ Element(sample: $1, bytes: 0, epoch: 0).digest }
    }
}
