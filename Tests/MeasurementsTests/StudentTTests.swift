import Measurements
import Testing

struct StudentTTests {
    /// Quantiles computed with 30 digits from the incomplete beta function.
    @Test(arguments: [
        (1, 0.975, 12.7062047361747126),
        (2, 0.975, 4.30265272974946217),
        (3, 0.995, 5.84090930973335536),
        (4, 0.975, 2.77644510519779436),
        (9, 0.95, 1.83311293265623749),
        (9, 0.975, 2.26215716279820554),
        (19, 0.975, 2.09302405440830977),
        (29, 0.975, 2.0452296421327043),
        (99, 0.975, 1.9842169515864175),
    ])
    func `quantiles agree with the reference`(degreesOfFreedom: Double, probability: Double, expected: Double) {
        let quantile = StudentT.quantile(probability: probability, degreesOfFreedom: degreesOfFreedom)
        #expect(abs(quantile / expected - 1) < 1e-9)
        let mirrored = StudentT.quantile(probability: 1 - probability, degreesOfFreedom: degreesOfFreedom)
        #expect(abs(mirrored / -expected - 1) < 1e-9)
    }

    @Test(arguments: [1.0, 1.5, 2, 3, 4, 9, 19, 50, 199, 999, 10_000], [0.001, 0.025, 0.3, 0.5, 0.9, 0.975, 0.9999])
    func `the cumulative undoes the quantile`(degreesOfFreedom: Double, probability: Double) {
        let quantile = StudentT.quantile(probability: probability, degreesOfFreedom: degreesOfFreedom)
        let back = StudentT.cumulative(quantile, degreesOfFreedom: degreesOfFreedom)
        #expect(abs(back - probability) < 1e-9)
    }

    @Test(arguments: [0.0, 1.0, -0.1, 1.5])
    func `refuses a probability outside the open unit interval`(probability: Double) async {
        await #expect(processExitsWith: .failure) { [probability] in
            _ = StudentT.quantile(probability: probability, degreesOfFreedom: 4)
        }
    }
}
