import Experiments
import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing

struct ComparisonTests {
    private func decided(_ lines: [(String, TwoStations)], _ objective: Objective = .automatic) async throws
        -> Comparison
    {
        var comparison = Comparison(
            try lines.map { Alternative(name: $0.0, try $0.1.scenario()) }, objective: objective)
        try await comparison.decide(threads: 2)
        return comparison
    }

    @Test func `has an answer for each pair`() async throws {
        let comparison = try await decided([
            ("a", .constant()), ("b", .constant(step: "2 ms")), ("c", .constant(step: "2 ms")),
        ])
        #expect(comparison.isFinished)
        #expect(comparison.answer(1, against: 0).verdict == .different)
        #expect(comparison.answer(2, against: 0).verdict == .different)
        #expect(comparison.answer(2, against: 1).verdict == .identical)
        #expect(comparison.figures == nil, "all figures are of two")
    }

    @Test func `a change is seen from either side`() async throws {
        let comparison = try await decided([("a", .constant()), ("b", .constant(step: "2 ms"))])
        let change = try #require(comparison.change(of: 1, against: 0))
        let inverse = try #require(comparison.change(of: 0, against: 1))
        #expect(abs(change.value + 0.5) < 1e-3 && abs(inverse.value - 1) < 4e-3)
    }

    /// A larger buffer takes memory, and changes nothing where loading is much faster.
    @Test func `all other figures are told by what is known of them`() async throws {
        let comparison = try await decided([
            ("a", .constant(load: "0.1 ms")),
            ("b", TwoStations(load: "0.1 ms", step: "1 ms", buffer: 4, elements: 100)),
        ])
        let figures = try #require(comparison.figures)
        let names = { (verdict: PairedAnswer.Verdict) in figures[verdict].map(\.metric.name) }
        #expect(comparison.answer(1, against: 0).verdict == .identical)
        #expect(names(.different).contains("peakBufferedBytes") && names(.identical).contains("epochSeconds"))
        #expect(!figures.all.contains { $0.metric.name == comparison.family.metric?.name })
        #expect(Set(figures.all.map(\.metric.name)).count == figures.all.count)
    }

    @Test func `intervals of all other figures share the error of the look`() async throws {
        let comparison = try await decided([("a", TwoStations()), ("b", TwoStations(buffer: 8))])
        let figures = try #require(comparison.figures)
        let uncertain = figures.all.filter { $0.verdict != .identical }
        #expect(uncertain.count > 10)
        for figure in uncertain {
            let error = 1 - figure.effect.difference.confidence
            #expect(abs(error - 0.025 / Double(uncertain.count)) < 1e-12)
        }
    }

    @Test func `without memory there are no figures`() async throws {
        let comparison = try await decided([("a", TwoStations()), ("b", TwoStations(memory: "1 KiB"))])
        #expect(comparison.figures == nil && comparison.summaries[1].outOfMemory != nil)
        #expect(comparison.answer(1, against: 0).verdict == .noFigure)
    }

    @Test func `the best is told with what equals it, and the next`() async throws {
        let comparison = try await decided([
            ("slow", .constant(step: "3 ms")), ("fast", .constant(step: "1 ms")), ("same", .constant(step: "1.001 ms")),
            ("next", .constant(step: "2 ms")),
        ])
        let best = try #require(BestAlternative(comparison))
        #expect(best.best == 1 && best.equals == [2] && best.open.isEmpty && best.next == 3)
    }

    @Test func `of a figure that is better low the lowest is best`() async throws {
        let epoch = try #require(Objective(named: "epochSeconds"))
        let comparison = try await decided([("a", .constant(step: "3 ms")), ("b", .constant(step: "2 ms"))], epoch)
        #expect(BestAlternative(comparison)?.best == 1)
    }

    @Test func `before the first look nothing is best`() throws {
        let line = try TwoStations().scenario()
        let comparison = Comparison([Alternative(name: "a", line), Alternative(name: "b", line)])
        #expect(BestAlternative(comparison) == nil && !comparison.isFinished && comparison.figures == nil)
    }
}
