/// The test of Anderson and Darling for a family whose parameters were estimated from the values themselves.
///
/// Estimation brings the distribution nearer to the values, by an amount that depends on the family and its shape, so
/// tables do not serve. Samples of the same length are drawn from the fit, fitted again and compared in the same way.
///
/// - Source: Stute, González Manteiga and Presedo Quindimil (1993), "Bootstrap based goodness-of-fit-tests", Metrika
///   40.
struct BootstrapTest {
    let seed: UInt64
    let resamples: Int

    /// The probability that a sample from the fit is as far from its own fit as these values are, at least 1/201.
    func pValue(_ fit: FamilyFit, _ sample: SortedSample, _ goodness: GoodnessOfFit) -> Double {
        var further = 1
        for resample in 0..<resamples {
            let key = StreamKey(seed: seed, replication: UInt32(resample), stage: "goodness of fit")
            var stream = VariateStream(fit.distribution, key: key)
            let drawn = sample.values.map { _ in stream.next() }
            let resampled = SortedSample(ascending: drawn.sorted())
            // A sample to which the family cannot be fitted is no nearer to it.
            guard let refit = fit.family.fit(resampled) else {
                further += 1
                continue
            }
            if GoodnessOfFit(resampled, refit.distribution).andersonDarling >= goodness.andersonDarling { further += 1 }
        }
        return Double(further) / Double(resamples + 1)
    }
}
