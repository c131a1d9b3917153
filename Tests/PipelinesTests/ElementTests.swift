import Pipelines
import Testing

struct ElementTests {
    @Test func `digests of samples differ`() {
        #expect(Set((0..<10_000).map { Element.digest(of: $0) }).count == 10_000)
        #expect(Element(sample: 7, bytes: 3, epoch: 1).digest == Element.digest(of: 7))
    }

    @Test func `is plain bits for one sample`() {
        let element = Element(sample: 7, bytes: 3, epoch: 1)
        #expect(element.samples == 1 && !element.onDevice)
        func isBitwiseCopyable(_ value: some BitwiseCopyable) -> Bool { true }
        #expect(isBitwiseCopyable(element))
    }
}
