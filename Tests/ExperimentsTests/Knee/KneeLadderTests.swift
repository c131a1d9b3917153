import Testing

@testable import Experiments

struct KneeLadderTests {
    private static let many = KneeLadder(count: 101, numbers: (0...100).map(Double.init))

    @Test(arguments: [(0, 1), (1, 2), (3, 6), (40, 80), (60, 100), (99, 100), (100, nil)] as [(Int, Int?)])
    func `numbers are doubled, up to the last`(position: Int, doubled: Int?) {
        #expect(Self.many.double(position) == doubled)
    }

    @Test func `counts doublings`() {
        // 0, 1, 2, 4, 8, 16, 32, 64, 100
        #expect(Self.many.mostDoublings == 8)
        #expect(KneeLadder(count: 5, numbers: nil).mostDoublings == 4)
    }

    @Test(
        arguments: [
            (Array(1...9).map(Double.init), true), (Array(1...8).map(Double.init), false),
            ([1, 2, 3, 4, 5, 6, 7, 9, 8], false), ([-1, 2, 3, 4, 5, 6, 7, 8, 9], false),
        ] as [([Double], Bool)])
    func `only many numbers that increase are taken to make the rate rise`(numbers: [Double], isMonotone: Bool) {
        let ladder = KneeLadder(count: numbers.count, numbers: numbers)
        #expect(ladder.isMonotone == isMonotone)
        #expect((ladder.position(of: 2.5) == 2) == isMonotone)
    }

    @Test func `words follow each other in the order given`() {
        let words = KneeLadder(count: 20, numbers: nil)
        #expect(!words.isMonotone && words.double(3) == 4 && words.double(19) == nil)
    }
}
