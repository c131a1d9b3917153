import Experiments
import ScenarioFiles
import Testing

/// Answers that are ranges of places, made up.
struct UncertainTests {
    private struct Place: UncertainPlace {
        var range: ClosedRange<Int>?
        var isResolved: Bool { range?.count == 1 }
    }

    private struct Stopped: Error {}

    private static let guesses = ["decode.cost=±20%", "disk.latency=50 us..200 us"]

    private func uncertain(_ answer: ([String: Double]) throws(Stopped) -> Place) async throws -> Uncertain<Place> {
        var uncertain = Uncertain(try Self.guesses.map { try Guess(argument: $0) }, asWritten: try answer([:]))
        do throws(Stopped) {
            try await uncertain.find { places throws(Stopped) in
                try answer(Dictionary(uniqueKeysWithValues: places.map { ($0.guess.path, $0.place) }))
            }
        } catch {}
        return uncertain
    }

    @Test func `what no guess moves is the same, if it is resolved`() async throws {
        for (range, isSame) in [(3...3, true), (3...4, nil)] as [(ClosedRange<Int>, Bool?)] {
            let uncertain = try await uncertain { _ in Place(range: range) }
            #expect(uncertain.isSame == isSame)
            let effects = try #require(uncertain.effects)
            #expect(effects.deciding == nil)
            #expect(effects.effects.map { uncertain.movesAlone($0) } == [isSame.map { !$0 }, isSame.map { !$0 }])
        }
    }

    @Test func `the guess that moves it decides, by the gap between what the answers may be`() async throws {
        let uncertain = try await uncertain { places in
            let start = places["decode.cost"].map { $0 < 0.5 ? 2 : 9 } ?? 5
            return Place(range: start...start + 1)
        }
        #expect(uncertain.isSame == false)
        let effects = try #require(uncertain.effects)
        #expect(effects.deciding?.guess == 0 && effects.deciding?.alone == 6)
        #expect(effects.effects.map { uncertain.movesAlone($0) } == [true, nil])
        let alone = try #require(uncertain.alone(0))
        #expect(alone.low.range == 2...3 && alone.high.range == 9...10)
        let extremes = try #require(uncertain.extremes)
        #expect(extremes.lowest.range == 2...3 && extremes.highest.range == 9...10)
    }

    @Test func `no value at all is another answer than a value`() async throws {
        let uncertain = try await uncertain { Place(range: $0["disk.latency"] == 1 ? nil : 4...4) }
        #expect(uncertain.isSame == false)
        #expect(uncertain.effects?.deciding?.guess == 1)
        #expect(uncertain.extremes?.highest.range == 4...4)
        #expect(try await self.uncertain { _ in Place(range: nil) }.extremes == nil)
    }

    @Test func `a search that ends early keeps what it found, and claims nothing`() async throws {
        let uncertain = try await uncertain { places throws(Stopped) in
            if places["disk.latency"] == 1 { throw Stopped() }
            return Place(range: 4...4)
        }
        #expect(uncertain.answers.count == 4 && !uncertain.isFinished)
        #expect(uncertain.effects == nil && uncertain.isSame == nil)
        #expect(uncertain.alone(0) != nil && uncertain.alone(1) == nil)
        #expect(uncertain.map { $0.range?.count ?? 0 }.answers == [1, 1, 1, 1])
    }
}
