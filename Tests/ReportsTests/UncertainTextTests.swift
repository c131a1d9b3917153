import Experiments
import PipelineSimulation
import ScenarioFiles
import Testing

@testable import Reports

/// What is said of answers over the ranges of guesses.
struct UncertainTextTests {
    private struct Place: UncertainPlace {
        var range: ClosedRange<Int>?
        var isResolved: Bool { range?.count == 1 }
    }

    private struct Stopped: Error {}

    /// Two guesses, of which the answer is a function of the places; nil ends the search.
    private func text(_ answer: ([Double?]) -> ClosedRange<Int>?) async throws -> UncertainText<Place> {
        let paths = ["decode.cost", "disk.latency"]
        func place(_ places: [Double?]) throws(Stopped) -> Place {
            guard let range = answer(places) else { throw Stopped() }
            return Place(range: range)
        }
        var uncertain = Uncertain(
            try paths.map { try Guess(argument: "\($0)=±20%") }, asWritten: try place([nil, nil]))
        do throws(Stopped) {
            try await uncertain.find { places throws(Stopped) in
                try place(paths.map { path in places.first { $0.guess.path == path }?.place })
            }
        } catch {}
        return UncertainText(
            uncertain: uncertain,
            words: UncertainWords(uncertain) { $0.range.map { "\($0.lowerBound)–\($0.upperBound)" } ?? "none" })
    }

    @Test func `what guesses do only together is said to be so`() async throws {
        let text = try await text { $0.allSatisfy { $0 == 1 } ? 9...9 : 3...3 }
        #expect(
            text.verdict
                == "It hinges on the guesses together: no guess alone is known to move it; over all guesses together it is 3–3 to 9–9."
        )
    }

    @Test func `guesses that move it too are named`() async throws {
        let text = try await text { places in
            let (cost, latency) = (places[0] ?? 0.5, places[1] ?? 0.5)
            let value = Int(10 + 8 * cost + 2 * latency)
            return value...value
        }
        #expect(
            text.verdict.hasPrefix(
                "It hinges on decode.cost: −20 % alone makes it 11–11, +20 % 19–19; disk.latency alone moves it too; over all"
            ))
    }

    @Test func `what may be the same is not called the same`() async throws {
        let text = try await text { _ in 3...4 }
        #expect(
            text.verdict.hasPrefix("Whether it hinges on what was guessed is not resolved: it is 3–4 at all 17 places"))
    }

    @Test func `an interrupted search says how far it came, and has no table`() async throws {
        let text = try await text { $0[1] == 0 ? nil : 3...3 }
        #expect(text.verdict == "Guesses: interrupted after 2 of 16 places in their ranges; so far it is 3–3.")
        #expect(text.table(columns: 120).isEmpty)
    }

    @Test func `where columns are few each end has a row`() async throws {
        let text = try await text { $0[0] == 0 ? 2...2 : 3...3 }
        #expect(text.table(columns: 120).count == 3)
        let narrow = text.table(columns: 40)
        #expect(
            narrow == [
                "guess            at  it is", "decode.cost   −20 %  2–2", "              +20 %  3–3",
                "disk.latency  −20 %  3–3",
                "              +20 %  3–3",
            ])
    }
}
