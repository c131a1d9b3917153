import Foundation
import Measurements
import PipelineRuns
import Testing

@testable import Experiments

struct FigureDriftTests {
    private func figure(_ mean: Double, error: Double?, runs: Int, _ metric: Metric = .samplesPerSecond)
        -> MeasuredFigure
    {
        MeasuredFigure(metric, mean: mean, standardError: error, runs: runs)
    }

    /// The example of a textbook: n = 6 and 9, s² ÷ n = 1.5 and 0.5, so that Welch's degrees of freedom are 8.33.
    @Test func `two means differ by Welch's interval`() throws {
        let drift = try #require(
            FigureDrift(
                figure(110, error: 1.5.squareRoot(), runs: 6), against: figure(100, error: 0.5.squareRoot(), runs: 9),
                confidence: 0.95))
        let freedom = 4 / (1.5 * 1.5 / 5 + 0.5 * 0.5 / 8)
        let expected = 2.0.squareRoot() * StudentT.quantile(probability: 0.975, degreesOfFreedom: freedom)
        #expect(drift.difference.mean == 10)
        #expect(abs(try #require(drift.difference.halfWidth) - expected) < 1e-12)
        let ratio = try #require(drift.ratio)
        #expect(ratio.mean == 1.1)
        #expect(
            abs(try #require(ratio.halfWidth) - expected / 2.0.squareRoot() * (1.5 + 1.21 * 0.5).squareRoot() / 100)
                < 1e-12)
    }

    @Test func `one run has the spread of a replication`() throws {
        let drift = try #require(
            FigureDrift(figure(104, error: nil, runs: 1), against: figure(100, error: 1, runs: 16), confidence: 0.9))
        let expected = 17.0.squareRoot() * StudentT.quantile(probability: 0.95, degreesOfFreedom: 15)
        #expect(abs(try #require(drift.difference.halfWidth) - expected) < 1e-12)
        #expect(
            FigureDrift(figure(1, error: nil, runs: 1), against: figure(1, error: nil, runs: 1), confidence: 0.9) == nil
        )
    }

    @Test(
        arguments: [
            (100, 0.1, .asPredicted), (101, 0.1, .asPredicted), (98.4, 0.1, .asPredicted), (97, 0.1, .drifted),
            (103, 0.4, .drifted), (100, 3, .notResolved), (101, 1, .notResolved),
            (103, 0.6, .notResolved), (98, 0.4, .notResolved),
        ] as [(Double, Double, FigureDrift.Verdict)])
    func `what is tolerated is as predicted`(_ mean: Double, _ error: Double, _ verdict: FigureDrift.Verdict) throws {
        let drift = try #require(
            FigureDrift(
                figure(mean, error: error, runs: 10), against: figure(100, error: 0.01, runs: 10), confidence: 0.95))
        #expect(drift.verdict(tolerance: 0.02) == verdict)
    }

    @Test func `shares are judged in points, and what is nothing by its unit`() throws {
        let stall = try #require(
            FigureDrift(
                figure(0.004, error: 1e-4, runs: 9, .stallFraction),
                against: figure(0.001, error: 1e-4, runs: 9, .stallFraction), confidence: 0.95))
        #expect(stall.verdict(tolerance: 0.02) == .asPredicted)
        let first = try #require(
            FigureDrift(
                figure(0.004, error: 1e-4, runs: 9, .firstBatchSeconds),
                against: figure(0, error: 0, runs: 9, .firstBatchSeconds), confidence: 0.95))
        #expect(first.ratio == nil && first.verdict(tolerance: 0.02) == .drifted)
    }

    /// What an interval was made from comes out of it again, on the scale of log-odds too.
    @Test(arguments: [Metric.samplesPerSecond, .stallFraction])
    func `the standard error comes from the interval`(_ metric: Metric) throws {
        let values = [0.2, 0.3, 0.25, 0.4, 0.35]
        let interval =
            metric.unit == .fraction
            ? ConfidenceInterval(ofShares: values, confidence: 0.9) : ConfidenceInterval(values, confidence: 0.9)
        let figure = MeasuredFigure(
            metric, mean: interval.mean, ends: (try #require(interval.lower), try #require(interval.upper)),
            confidence: 0.9, runs: 5)
        let expected = (try #require(Tally(values).variance) / 5).squareRoot()
        #expect(abs(try #require(figure.standardError) - expected) < 1e-12)
    }
}
