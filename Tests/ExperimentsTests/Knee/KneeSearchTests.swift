import Testing

@testable import Experiments

/// Searches on curves that are known, without a simulation.
struct KneeSearchTests {
    /// Answers questions from a curve until there are none; a rate of 0 cannot run.
    private static func run(_ search: KneeSearch, share: Double = 0.01, _ rates: [Double]) -> KneeSearch {
        var search = search
        while let question = search.question {
            switch question {
            case .gain(let from, let to): search.record(gain(rates[to], rates[from], share / 20))
            case .enough(let position, let asymptote):
                let ratio = rates[position] / rates[asymptote]
                if rates[asymptote] == 0 {
                    search.recordThatAsymptoteCannotRun()
                } else {
                    search.record(
                        ratio >= 1 - share ? .met : .missed, at: position, isBetter: ratio > 1 + share / 20)
                }
            }
        }
        return search
    }

    private static func gain(_ own: Double, _ other: Double, _ counting: Double) -> KneeSearch.Gain {
        if other == 0 { return .otherCannotRun }
        if own == 0 { return .cannotRun }
        if own / other < 1 - counting { return .falls }
        return own / other < 1 + counting ? .settled(isHigher: own >= other) : .mayCount(isHigher: own >= other)
    }

    private static func ladder(_ rates: [Double]) -> KneeLadder {
        KneeLadder(count: rates.count, numbers: rates.indices.map(Double.init))
    }

    @Test(arguments: [nil, 2, 10, 40, 1000] as [Int?])
    func `finds the knee of a curve that flattens, from any guess`(guess: Int?) {
        let rates = (0...1024).map { (value: Int) -> Double in 1 - 1 / (1 + 0.5 * Double(value * value)) }
        let search = Self.run(KneeSearch(Self.ladder(rates), guess: guess), rates)
        let asymptote = search.asymptote ?? 0
        let exact = rates.firstIndex { $0 >= 0.99 * rates[asymptote] } ?? 0
        #expect(search.bracket == exact...exact && search.fall == nil)
        #expect(rates[asymptote] > 0.999)
        let ending = guess == 1000 ? KneeSearch.Ending.lastValue : .settled
        #expect(search.ending == ending)
    }

    @Test func `a curve that rises to its end has its knee near the end, and says so`() {
        let rates = (0...100).map { Double($0 + 1) }
        let search = Self.run(KneeSearch(Self.ladder(rates)), rates)
        #expect(search.asymptote == 100 && search.ending == .lastValue && search.bracket == 99...99)
    }

    @Test func `a flat curve has its knee at the first value`() {
        let rates = Array(repeating: 5.0, count: 50)
        let search = Self.run(KneeSearch(Self.ladder(rates)), rates)
        #expect(search.bracket == 0...0 && search.ending == .settled)
    }

    @Test func `a curve that falls again is told, with the best of what was tried`() {
        let rates = (0...100).map { (value: Int) -> Double in Double(min(value + 1, 60 - value / 2)) }
        let search = Self.run(KneeSearch(Self.ladder(rates)), rates)
        let asymptote = search.asymptote ?? 0
        #expect(search.ending == .falls || search.fall != nil)
        #expect(search.bracket?.upperBound ?? 0 <= asymptote && rates[asymptote] >= 30)
    }

    @Test func `a value between that beats the asymptote takes its place`() {
        // Doubling sees 16 and 32 alike; 24 is better.
        var rates = (0...64).map { (value: Int) -> Double in Double(min(value, 16)) }
        rates[24] = 20
        rates[16] = 15.8
        let search = Self.run(KneeSearch(Self.ladder(rates), guess: 24), rates)
        #expect(search.asymptote == 24 && search.fall?.best == 24)
        #expect(search.bracket == 24...24)
    }

    @Test func `stops where memory runs out, and begins again below a guess beyond it`() {
        let rates = (0...1024).map { (value: Int) -> Double in value > 100 ? 0 : Double(value + 1) }
        for guess in [nil, 40, 300, 1000] as [Int?] {
            let search = Self.run(KneeSearch(Self.ladder(rates), guess: guess), rates)
            #expect(search.ending == .memory, "\(guess ?? -1)")
            let asymptote = search.asymptote ?? 0
            #expect((64...100).contains(asymptote))
            #expect(search.bracket == rates.firstIndex { $0 >= 0.99 * rates[asymptote] }.map { $0...$0 })
        }
    }

    @Test func `of a short list every value is tried, and the first that is enough found`() {
        let rates = [3.0, 9.95, 5, 10]
        let search = Self.run(KneeSearch(KneeLadder(count: 4, numbers: nil)), rates)
        #expect(search.asymptote == 3 && search.bracket == 1...1)
        #expect(search.fall?.best == 1 && search.fall?.lower == 2)
        #expect(Self.run(KneeSearch(KneeLadder(count: 2, numbers: nil)), [2, 1]).bracket == 0...0)
    }

    @Test func `never asks for more tests than were planned`() {
        for seed in 1...200 {
            // Curves without any order, that nothing is assumed of in practice.
            let rates = (0..<80).map { (value: Int) -> Double in Double((value * 7919 + seed * 104_729) % 1009 + 1) }
            var (search, count) = (KneeSearch(Self.ladder(rates), guess: seed % 70 + 1), 0)
            while let question = search.question {
                count += 1
                switch question {
                case .gain: search.record(.mayCount(isHigher: seed % 2 == 0))
                case .enough(let position, let asymptote):
                    search.record(
                        rates[position] < rates[asymptote] ? .missed : .met, at: position,
                        isBetter: rates[position] > rates[asymptote])
                }
            }
            #expect(count <= search.plannedTests)
        }
    }
}
