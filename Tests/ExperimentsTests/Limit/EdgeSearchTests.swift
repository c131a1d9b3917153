import Testing

@testable import Experiments

/// Edges among values whose verdicts are given.
struct EdgeSearchTests {
    private func edge(
        _ verdicts: [ThresholdVerdict], _ goal: EdgeGoal, from start: Int = 0
    ) async -> (edge: Edge, trials: Int) {
        var search = EdgeSearch(count: verdicts.count, goal: goal)
        let edge = await search.find(from: start) { verdicts[$0] }
        return (edge, search.known.count)
    }

    /// The same values from the other end: what was the last becomes the first.
    private func mirrored(_ edge: Edge, count: Int) -> Edge {
        var mirrored = edge
        mirrored.met = edge.met.map { count - 1 - $0 }
        mirrored.missed = edge.missed.map { count - 1 - $0 }
        mirrored.open = edge.open.map { count - 1 - $0 }.sorted()
        mirrored.exceptions = edge.exceptions.map { count - 1 - $0 }.sorted()
        return mirrored
    }

    @Test(arguments: [1, 2, 3, 4, 7, 8, 9, 31, 32, 33])
    func `finds every edge from every start, in few trials`(_ count: Int) async {
        for met in 0...count {
            let verdicts = (0..<count).map { $0 < met ? ThresholdVerdict.met : .missed }
            for start in 0..<count {
                let last = await edge(verdicts, .last, from: start)
                let missed = met == 0 || met == count ? nil : met
                let expected = Edge(met: met == 0 ? nil : met - 1, missed: missed)
                #expect(last.edge == expected, "\(met) of \(count) from \(start)")
                let first = await edge(verdicts.reversed(), .first, from: count - 1 - start)
                #expect(first.edge == mirrored(last.edge, count: count))
                #expect(last.trials <= EdgeSearch.mostTrials(of: count))
            }
        }
    }

    /// Verdicts are made up as they are asked for, so that any sequence of them comes about.
    @Test(arguments: [1, 2, 3, 17, 100, 512, 4096, 10_000])
    func `no sequence of verdicts takes more trials than it says`(_ count: Int) async {
        var random = SeededGenerator(seed: UInt64(count))
        var most = 0
        for _ in 0..<3000 {
            let (open, met) = (Double.random(in: 0...1, using: &random), Double.random(in: 0...1, using: &random))
            var search = EdgeSearch(count: count, goal: Bool.random(using: &random) ? .last : .first)
            _ = await search.find(from: Int.random(in: 0..<count, using: &random)) { _ -> ThresholdVerdict in
                guard Double.random(in: 0...1, using: &random) >= open else { return .open }
                return Double.random(in: 0...1, using: &random) < met ? .met : .missed
            }
            most = max(most, search.known.count)
        }
        #expect(most <= EdgeSearch.mostTrials(of: count))
    }

    @Test func `open values take more trials than halving alone`() async {
        let verdicts = (0..<4096).map { $0 == 0 ? ThresholdVerdict.met : $0 == 4095 ? .missed : .open }
        let found = await edge(verdicts, .last, from: 3000)
        #expect(found.edge.met == 0 && found.edge.missed == 4095)
        #expect(found.trials > 2 * 12 + 4)
        #expect(found.trials <= EdgeSearch.mostTrials(of: 4096))
    }

    @Test func `what is certain is found on both sides of what is open`() async {
        for (met, open) in [(5, 1), (5, 3), (0, 2), (14, 2), (1, 15)] {
            let verdicts = (0..<16).map { $0 < met ? ThresholdVerdict.met : $0 < met + open ? .open : .missed }
            for start in 0..<16 {
                let edge = await edge(verdicts, .last, from: start).edge
                #expect(edge.met == (met == 0 ? nil : met - 1))
                if met > 0 { #expect(edge.missed == (met + open == 16 ? nil : met + open)) }
                #expect(!edge.isResolved || met == 0)
                #expect(edge.open.allSatisfy { (met..<met + open).contains($0) })
            }
        }
    }

    @Test func `values that meet it only in the middle are found by doubling`() async {
        let verdicts = (0..<64).map { (5...9).contains($0) ? ThresholdVerdict.met : .missed }
        #expect(await edge(verdicts, .last).edge == Edge(met: 9, missed: 10, exceptions: [0, 1, 3]))
        #expect(await edge(verdicts, .first).edge.met == 5)
    }

    @Test func `neighbours tell a gap`() async {
        var verdicts = (0..<16).map { $0 < 8 ? ThresholdVerdict.met : .missed }
        verdicts[9] = .met
        let (edge, _) = await edge(verdicts, .last)
        #expect(edge == Edge(met: 9, missed: 10, exceptions: [8]))
    }

    @Test func `two declines in a row end the search for a value that meets it`() async {
        var search = EdgeSearch(count: 512, goal: .last)
        let edge = await search.find(isWorse: { $0 > $1 }) { _ in ThresholdVerdict.missed }
        #expect(edge.met == nil && edge.isCutShort)
        #expect(search.known.keys.sorted() == [0, 1, 3])
    }

    @Test func `what was tried stays known when a trial fails`() async {
        struct Failure: Error {}
        var search = EdgeSearch(count: 64, goal: .last)
        await #expect(throws: Failure.self) {
            _ = try await search.find { (position: Int) throws(Failure) -> ThresholdVerdict in
                if position > 6 { throw Failure() }
                return .met
            }
        }
        #expect(search.known.keys.sorted() == [0, 1, 3])
    }
}
