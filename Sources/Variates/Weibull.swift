import CGSL

/// σ²/μ² of a Weibull distribution: Γ(1 + 2x)/Γ(1 + x)² − 1 with x = 1/shape.
///
/// For small x the difference of logarithms cancels; there, its series Σₙ (−1)ⁿ ζ(n) (2ⁿ − 2) xⁿ/n is used to n = 5.
///
/// - Source: moments: Johnson, Kotz and Balakrishnan (1994), vol. 1, ch. 21; series of ln Γ(1 + x): Abramowitz and
///   Stegun (1964), 6.1.33.
func weibullSquaredVariation(inverseShape x: Double) -> Double {
    if x >= 1e-3 { return overlap_expm1(gsl_sf_lngamma(1 + 2 * x) - 2 * gsl_sf_lngamma(1 + x)) }
    let zeta2 = 1.644_934_066_848_226_4
    let zeta3 = 1.202_056_903_159_594_3
    let zeta4 = 1.082_323_233_711_138_2
    let zeta5 = 1.036_927_755_143_369_9
    return overlap_expm1(x * x * (zeta2 - x * (2 * zeta3 - x * (3.5 * zeta4 - x * 6 * zeta5))))
}

/// The shape of the Weibull distribution whose coefficient of variation is `cv`, from 10⁻⁶ to 10¹⁴.
///
/// The cv rises with 1/shape; the root is bracketed in the logarithm of 1/shape.
func weibullShape(cv: Double) -> Double {
    let largest = overlap_log(1 / ParameterChecks.smallestWeibullShape)
    let logInverse = bisect(from: overlap_log(1e-7), to: largest) { logInverse in
        weibullSquaredVariation(inverseShape: overlap_exp(logInverse)) < cv * cv
    }
    return overlap_exp(-logInverse)
}

/// The point where `isBelow` turns from true to false, to the last bit.
func bisect(from lower: Double, to upper: Double, isBelow: (Double) -> Bool) -> Double {
    var lower = lower
    var upper = upper
    while true {
        let middle = lower + (upper - lower) / 2
        guard middle > lower, middle < upper else { return middle }
        if isBelow(middle) { lower = middle } else { upper = middle }
    }
}
