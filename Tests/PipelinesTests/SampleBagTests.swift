import Testing

@testable import Pipelines

@Suite struct SampleBagTests {
    private func sample(_ number: Int64, bytes: Int64 = 10) -> Element {
        Element(sample: number, bytes: bytes, epoch: 2)
    }

    /// A batch has a digest of its own.
    private func batch(_ number: Int64) -> Element {
        var batch = sample(number)
        batch.join(sample(number + 1))
        return batch
    }

    @Test func `the last takes the place of what is taken`() {
        var bag = SampleBag<Element>()
        for number: Int64 in [4, 7, 9] { bag.add(sample(number)) }
        #expect(bag.take(at: 0) == sample(4))
        #expect(bag.take(at: 0) == sample(9))
        #expect(bag.take(at: 0) == sample(7))
        #expect(bag.count == 0)
    }

    /// As an array would, whatever is put in and taken out: alike, of other sizes, joined.
    @Test(arguments: 0..<20)
    func `it holds what an array would`(_ seed: UInt64) {
        var (bag, array): (SampleBag<Element>, [Element]) = (SampleBag(), [])
        var generator = SeededGenerator(seed: seed)
        for number in 0..<400 {
            let next =
                switch Int.random(in: 0..<40, using: &generator) {
                case 0: sample(Int64(number), bytes: 11)
                case 1: batch(Int64(number))
                default: sample(Int64(number))
                }
            bag.add(next)
            array.append(next)
            while Bool.random(using: &generator), !array.isEmpty {
                let place = Int.random(in: array.indices, using: &generator)
                array.swapAt(place, array.count - 1)
                #expect(bag.take(at: place) == array.removeLast())
            }
            #expect(bag.count == array.count)
        }
        var left: [Element] = []
        bag.removeAll { left.append($0) }
        #expect(left == array)
        #expect(bag.count == 0)
    }

    @Test func `after all have been taken out, others may be alike`() {
        var bag = SampleBag<Element>()
        bag.add(batch(1))
        bag.removeAll()
        bag.add(sample(3))
        bag.add(sample(5))
        #expect(bag.take(at: 0) == sample(3))
        #expect(bag.take(at: 0) == sample(5))
    }
}
