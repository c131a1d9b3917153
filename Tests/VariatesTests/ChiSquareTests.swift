import CGSL
import Testing

@testable import Variates

@Suite struct ChiSquareTests {
    @Test(arguments: [1...50, 950...1050, 2300...2330, 3100...3500, 199_900...200_000])
    func `has 95 of 100 values in the middle`(freedoms: ClosedRange<Int>) {
        for freedom in freedoms {
            let middle = ChiSquare(freedom: Double(freedom)).middle
            #expect(abs(gsl_cdf_chisq_P(middle.lowerBound, Double(freedom)) - 0.025) < 1e-5, "\(freedom)")
            #expect(abs(gsl_cdf_chisq_Q(middle.upperBound, Double(freedom)) - 0.025) < 1e-5, "\(freedom)")
        }
    }
}
