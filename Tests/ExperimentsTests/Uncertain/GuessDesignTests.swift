import Experiments
import Testing

struct GuessDesignTests {
    @Test(arguments: [(1, 0), (2, 4), (3, 8), (4, 16), (5, 0), (9, 0)])
    func `few guesses have corners`(_ guesses: Int, _ corners: Int) {
        let design = GuessDesign(guesses: guesses)
        #expect(design.points.count == 1 + 2 * guesses + corners + 8)
        #expect(design.points[0].places.allSatisfy { $0 == nil })
        let found = design.points.filter { $0.kind == .corner }.map(\.places)
        #expect(Set(found).count == corners)
        #expect(found.allSatisfy { $0.allSatisfy { $0 == 0 || $0 == 1 } })
    }

    @Test func `alone, a guess goes to both ends and leaves the others as they are`() {
        let design = GuessDesign(guesses: 3)
        for guess in 0..<3 {
            let own = design.points.filter { $0.kind == .alone(guess: guess) }
            #expect(own.map { $0.places[guess] } == [0, 1])
            #expect(own.allSatisfy { point in (0..<3).allSatisfy { $0 == guess || point.places[$0] == nil } })
        }
    }

    @Test(arguments: [1, 3, 8, 20, 64])
    func `a sample has one point in every part of every range`(_ samples: Int) {
        let design = GuessDesign(guesses: 4, samples: samples)
        let sample = design.points.filter { $0.kind == .sample }
        for guess in 0..<4 {
            let strata = sample.compactMap { $0.places[guess].map { Int($0 * Double(samples)) } }
            #expect(strata.sorted() == Array(0..<samples))
        }
        if samples >= 8 { #expect(sample.contains { $0.places[0] != $0.places[1] }) }
    }

    @Test func `another seed gives another sample`() {
        let samples = [1, 2].map { seed in GuessDesign(guesses: 2, samples: 20, seed: seed).points }
        #expect(samples[0] != samples[1])
        #expect(samples[0] == GuessDesign(guesses: 2, samples: 20).points)
    }
}
