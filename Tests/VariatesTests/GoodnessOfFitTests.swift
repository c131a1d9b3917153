import Testing

@testable import Variates

@Suite struct GoodnessOfFitTests {
    @Test func `has the values of a calculation by hand`() {
        // Uniform on [0, 1]: D is 0.6 − 0.25 at the second of four values.
        let goodness = GoodnessOfFit([0.2, 0.6, 0.7, 0.8], .uniform(lower: 0, upper: 1))
        #expect(abs(goodness.largestDistance - 0.35) < 1e-15)
        // A² = −4 − Σ (2i − 1)(ln uᵢ + ln(1 − u₅₋ᵢ))/4
        //    = −4 + (1·3.218 876 + 3·1.714 798 + 5·1.272 966 + 7·0.446 287)/4 = 0.463 07.
        #expect(abs(goodness.andersonDarling - 0.463_03) < 1e-4)
    }

    @Test func `sees atoms as steps`() throws {
        let half = Distribution.mixture([
            .init(weight: 1, distribution: .constant(1)), .init(weight: 1, distribution: .constant(2)),
        ])
        #expect(GoodnessOfFit([1, 1, 2, 2], half).largestDistance == 0)
        #expect(GoodnessOfFit([1, 1, 1, 2], half).largestDistance == 0.25)
        #expect(GoodnessOfFit([1.5, 1.5], .shifted(.constant(0.5), by: 1)).largestDistance == 0)
    }

    @Test func `the test rejects its own family as often as it says`() {
        // 60 samples of an exponential: p-values are even on (0, 1), and those of a uniform are all small.
        let test = BootstrapTest(seed: 1, resamples: 99)
        var pValues: [Double] = []
        for seed in 1...60 {
            let values = FitExamples.sample(.exponential(mean: 2), count: 30, seed: UInt64(seed))
            pValues.append(pValue(test, values))
        }
        let below = [0.25, 0.5, 0.75].map { limit in pValues.count { $0 <= limit } }
        // Three standard deviations of 60 draws around 15, 30 and 45.
        #expect((5...25).contains(below[0]) && (19...41).contains(below[1]) && (35...55).contains(below[2]))
        let uniform = FitExamples.sample(.uniform(lower: 1, upper: 2), count: 30, seed: 1)
        #expect(pValue(test, uniform) == 0.01)
    }

    private func pValue(_ test: BootstrapTest, _ values: [Double]) -> Double {
        let sample = SortedSample(ascending: values.sorted())
        guard let fit = FamilyFit.exponential(sample) else { return .nan }
        return test.pValue(fit, sample, GoodnessOfFit(sample, fit.distribution))
    }
}
