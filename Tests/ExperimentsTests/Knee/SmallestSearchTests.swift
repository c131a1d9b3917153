import Testing

@testable import Experiments

struct SmallestSearchTests {
    /// Runs a search to its end.
    ///
    /// - Returns: the search, and the positions in the order in which they were tested.
    private static func run(
        _ search: SmallestSearch, _ verdict: (Int) -> ThresholdVerdict
    ) -> (search: SmallestSearch, tested: [Int]) {
        var (search, tested) = (search, [Int]())
        while let next = search.next {
            tested.append(next)
            search.record(verdict(next), at: next)
        }
        return (search, tested)
    }

    @Test func `finds every answer, whatever the guess, with no more tests than planned`() {
        for count in 1...33 {
            for answer in 0..<count {
                for guess in [nil, 0, count / 2, count - 1] as [Int?] {
                    let (search, tested) = Self.run(SmallestSearch(count: count, guess: guess)) {
                        $0 < answer ? .missed : .met
                    }
                    #expect(search.bracket == answer...answer, "\(count), \(answer), \(guess ?? -1)")
                    #expect(Set(tested).count == tested.count)
                    #expect(tested.count <= SmallestSearch.mostTests(count: count, isMonotone: true))
                }
            }
        }
    }

    @Test func `a guess that is right takes two tests`() {
        let (search, tested) = Self.run(SmallestSearch(count: 1025, guess: 13)) { $0 < 13 ? .missed : .met }
        #expect(search.bracket == 13...13 && tested == [13, 12])
        #expect(Self.run(SmallestSearch(count: 1025, guess: 12)) { $0 < 13 ? .missed : .met }.tested == [12, 13])
    }

    @Test func `finds the range around what stays open from both sides`() {
        for count in [5, 64, 1000] {
            for first in 0..<min(count, 20) {
                for last in first..<min(count - 1, first + 5) {
                    let (search, tested) = Self.run(SmallestSearch(count: count)) {
                        $0 < first ? .missed : $0 <= last ? .open : .met
                    }
                    #expect(search.bracket == first...(last + 1), "\(count), \(first), \(last)")
                    #expect(tested.count <= SmallestSearch.mostTests(count: count, isMonotone: true))
                }
            }
        }
    }

    @Test func `where nothing below the last is enough the last is the answer`() {
        let (search, _) = Self.run(SmallestSearch(count: 10)) { _ in .missed }
        #expect(search.bracket == 9...9)
        #expect(SmallestSearch(count: 10).bracket == 0...9 && SmallestSearch(count: 1).next == nil)
    }

    @Test func `without an order of rates every value is tested from the first on`() {
        let rates = [0.5, 1, 0.5, 1]
        let (search, tested) = Self.run(SmallestSearch(count: 4, isMonotone: false)) {
            rates[$0] < 1 ? .missed : .met
        }
        #expect(search.bracket == 1...1 && tested == [0, 1])
        let open = Self.run(SmallestSearch(count: 4, isMonotone: false)) { $0 == 1 ? .open : .missed }
        #expect(open.search.bracket == 1...3 && open.tested == [0, 1, 2])
    }
}
