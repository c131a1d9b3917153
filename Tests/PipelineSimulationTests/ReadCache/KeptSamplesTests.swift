import Testing

@testable import PipelineRuns

struct KeptSamplesTests {
    @Test func `the oldest goes first, and places are used again`() {
        var samples = KeptSamples()
        for sample: Int64 in 0..<4 { samples.add(sample, bytes: 10 + sample) }
        #expect(samples.bytes == 46)
        samples.remove(1)
        samples.add(9, bytes: 1)
        #expect((0..<4).map { _ in samples.removeOldest()?.sample } == [0, 2, 3, 9])
        #expect(samples.isEmpty)
        #expect(samples.bytes == 0)
        #expect(samples.removeOldest() == nil)
    }

    @Test func `what is remembered of a sample goes with it`() {
        var samples = KeptSamples()
        samples.add(5, bytes: 1)
        #expect(samples[5]?.isReferenced == false)
        samples.refer(to: 5)
        #expect(samples[5]?.isReferenced == true)
        #expect(samples[6] == nil)
        samples.remove(5)
        samples.add(5, bytes: 1)
        #expect(samples[5]?.isReferenced == false)
    }
}
