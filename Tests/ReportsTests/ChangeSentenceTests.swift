import Experiments
import Measurements
import PipelineRuns
import Testing

@testable import Reports

struct ChangeSentenceTests {
    private func sentence(
        _ metric: Metric = .samplesPerSecond, ratio: (Double, Double?)?, difference: (Double, Double?) = (0, 0)
    ) -> ChangeSentence {
        func interval(_ value: (Double, Double?)) -> ConfidenceInterval {
            ConfidenceInterval(mean: value.0, halfWidth: value.1, confidence: 0.95, count: 10)
        }
        return ChangeSentence(
            metric, ratio.map { RelativeChange(interval($0)) }, interval(difference))
    }

    @Test(
        arguments: [
            (1.031, 0.004, "`b` is 3.1 % ± 0.4 % faster than `a`"),
            (0.969, 0.004, "`b` is 3.1 % ± 0.4 % slower than `a`"),
            (1.25, 0, "`b` is 25 % faster than `a`"), (3.56, 0.03, "`b` is 3.56 ± 0.03 times as fast as `a`"),
            (1.0312, 0.00012, "`b` is 3.12 % ± 0.01 % faster than `a`"),
        ] as [(Double, Double, String)])
    func `a rate is faster or slower`(_ ratio: Double, _ halfWidth: Double, _ text: String) {
        #expect(sentence(ratio: (ratio, halfWidth)).difference(of: "b", from: .named("a")) == text)
    }

    @Test func `other figures have words of their own`() throws {
        let epoch = sentence(.epochSeconds, ratio: (0.9, 0.02))
        #expect(epoch.difference(of: "b", from: .named("a")) == "epoch of `b` is 10 % ± 2 % shorter than that of `a`")
        let peak = sentence(.peakBufferedBytes, ratio: (2.5, 0))
        #expect(peak.difference(of: "b", from: .prediction) == "peak buffered of `b` is 2.5 times predicted")
        let use = sentence(.acceleratorUtilisation, ratio: (1.05, 0.01), difference: (0.042, 0.003))
        #expect(use.difference(of: "b", from: .named("a")) == "AU of `b` is 4.2 ± 0.3 points higher than that of `a`")
        #expect(
            use.range(of: "b", from: .prediction)
                == "AU of `b` is between 3.9 points higher and 4.5 points higher than predicted")
        let first = sentence(.firstBatchSeconds, ratio: nil, difference: (0.25, 0.01))
        #expect(
            first.difference(of: "b", from: .prediction)
                == "first batch of `b` is 250 ms ± 10.0 ms longer than predicted")
    }

    @Test func `a range has both ends`() {
        let text = sentence(ratio: (1.0025, 0.0055)).range(of: "b", from: .named("a"))
        #expect(text == "`b` is between 0.30 % slower and 0.80 % faster than `a`")
        let one = sentence(ratio: (1.1, nil), difference: (1, nil)).range(of: "b", from: .named("a"))
        #expect(one == "`b` is 10 % faster than `a`, and one pair tells nothing of its certainty")
    }

    @Test(arguments: [(0.005, "0.5 %"), (0.02, "2 %"), (0.07, "7 %"), (0, "0 %")])
    func `what was chosen is shown as it was written`(_ share: Double, _ text: String) {
        #expect(ChangeSentence.chosen(share) == text)
    }
}
