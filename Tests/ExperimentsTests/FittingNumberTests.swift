import Testing

@testable import Experiments

@Suite struct FittingNumberTests {
    /// The largest number that fits, and how many were tried.
    private static func found(
        below number: Int64, limit: Double, seconds: (Int64) -> Double
    ) -> (number: Int64, tries: Int) {
        var search = FittingNumber(below: number, taking: seconds(number), limit: limit)
        var (largest, tries) = (Int64(0), 0)
        while let next = search.next, tries < 1000 {
            search.note(next, seconds: seconds(next))
            if seconds(next) <= limit { largest = max(largest, next) }
            tries += 1
        }
        return (largest, tries)
    }

    @Test func `of a straight line is found by the line`() {
        let (number, tries) = Self.found(below: 1_000_000, limit: 5.0005) { 2 + Double($0) * 1e-3 }
        #expect(number == 3000 && tries <= 4)
    }

    @Test func `is found by halving where the line misleads`() {
        for limit in 1...99 {
            let (number, tries) = Self.found(below: 1_000_000, limit: Double(limit) + 0.5) { min(100, Double($0)) }
            #expect(number == limit && tries <= 30)
        }
    }

    @Test func `is none where even one does not fit`() {
        #expect(Self.found(below: 1_000_000, limit: 1) { 2 + Double($0) } == (0, 1))
        #expect(Self.found(below: 1, limit: 1) { 2 + Double($0) } == (0, 0))
    }

    /// What is too small to be tried counts as 0 s.
    @Test func `is beyond those that are too small`() {
        let (number, tries) = Self.found(below: 1000, limit: 7.5) { $0 < 500 ? 0 : Double($0 - 499) }
        #expect(number == 506 && tries <= 30)
    }
}
