import Experiments
import Testing

struct GuessEffectsTests {
    /// The effects of guesses on a function of their places; what is as written is at a place of its own.
    private func effects(
        _ guesses: Int, asWritten: Double = 0.5, _ answer: ([Double]) -> Double
    ) -> GuessEffects {
        let design = GuessDesign(guesses: guesses)
        let answers = design.points.map { answer($0.places.map { $0 ?? asWritten }) }
        return GuessEffects(design, answers) { ($0 - $1).magnitude }
    }

    @Test func `an answer that depends on nothing is the same`() {
        let effects = effects(3) { _ in 16 }
        #expect(effects.isSame)
        #expect(effects.deciding == nil)
    }

    @Test(arguments: [2, 3, 4, 6])
    func `the guess that moves it most decides`(_ guesses: Int) {
        let effects = effects(guesses) { 3 * $0[0] + 10 * $0[1] }
        #expect(!effects.isSame)
        #expect(effects.deciding?.guess == 1)
        #expect(effects.effects.map(\.alone).prefix(2) == [10, 3])
        #expect(effects.effects.dropFirst(2).allSatisfy { !$0.movesAnswer })
        if guesses <= GuessDesign.mostWithCorners { #expect(effects.deciding?.amongOthers == 10) }
    }

    /// Neither alone does anything from where the scenario is; one of them does where the other is at its end.
    @Test func `what guesses do only together is seen at the corners`() {
        let effects = effects(2, asWritten: 0) { $0[0] * $0[1] }
        #expect(!effects.isSame)
        #expect(effects.effects.map(\.alone) == [0, 0])
        #expect(effects.effects.map(\.amongOthers) == [0.5, 0.5])
        #expect(effects.deciding != nil)
    }

    /// What is known as written overlaps both ends; the ends do not overlap each other.
    @Test func `ends that differ are told where what is between may be either`() {
        let design = GuessDesign(guesses: 1)
        let answers = design.points.map { point in
            switch point.places[0] {
            case 0: 1...4
            case 1: 6...9
            default: 3...7
            }
        }
        let effects = GuessEffects(design, answers) {
            Double(max(0, $0.lowerBound - $1.upperBound, $1.lowerBound - $0.upperBound))
        }
        #expect(!effects.isSame)
        #expect(effects.deciding?.alone == 2)
    }

    @Test func `answers without an order are the same or not`() {
        let design = GuessDesign(guesses: 2)
        let answers = design.points.map { ($0.places[1] ?? 0) > 0.5 ? "disk" : "cores" }
        let effects = GuessEffects(design, answers) { $0 == $1 ? 0 : 1 }
        #expect(effects.deciding?.guess == 1)
        #expect(effects.deciding?.alone == 1)
    }
}
