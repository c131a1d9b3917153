@testable import Variates

/// What is wrong with a sample, judged against a distribution: the names of the checks that fail at the 99.9 % level.
func failures(of values: [Double], against distribution: Distribution) -> [String] {
    var failures: [String] = []
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let expected = distribution.variance
    if expected.isFinite, abs(mean - distribution.mean) > 3.29 * (expected / count).squareRoot() + 1e-9 {
        failures.append("mean")
    }
    let fourth = fourthCentralMoment(distribution)
    if fourth.isFinite {
        let deviation = (max(fourth - expected * expected, 0) / count).squareRoot()
        if abs(variance - expected) > 3.29 * deviation + 1e-9 { failures.append("variance") }
    }
    // 1.9495 is the 99.9 % point of Kolmogorov's distribution; the scaling is Stephens's (1970).
    let scale = count.squareRoot() + 0.12 + 0.11 / count.squareRoot()
    if kolmogorovSmirnov(values, distribution) * scale > 1.9495 { failures.append("Kolmogorov–Smirnov") }
    if values.contains(where: { !$0.isFinite || !distribution.support.contains($0) }) { failures.append("support") }
    return failures
}

/// The largest distance between the sample's and the distribution's cumulative probabilities.
func kolmogorovSmirnov(_ values: [Double], _ distribution: Distribution) -> Double {
    let sorted = values.sorted()
    let count = Double(sorted.count)
    var distance = 0.0
    var start = 0
    while start < sorted.count {
        var end = start + 1
        while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
        let below = distribution.cumulativeProbability(sorted[start].nextDown)
        let upTo = distribution.cumulativeProbability(sorted[start])
        distance = max(distance, abs(below - Double(start) / count), abs(upTo - Double(end) / count))
        start = end
    }
    return distance
}

/// E (X − μ)⁴ from the cumulative probability alone; infinite where the tail of a Pareto makes it so.
func fourthCentralMoment(_ distribution: Distribution) -> Double {
    if case .pareto(let shape, _) = distribution, shape <= 4 { return .infinity }
    let mean = distribution.mean
    let raw = rawMoments(of: distribution, steps: 10_000)
    return raw[3] - 4 * mean * raw[2] + 6 * mean * mean * raw[1] - 3 * mean * mean * mean * mean
}

/// E Xᵏ = ∫ k xᵏ⁻¹ P(X > x) dx for k = 1...4, over x ≥ 0, by the midpoint rule after x = μ·t/(1 − t).
func rawMoments(of distribution: Distribution, steps: Int) -> [Double] {
    let scale = max(distribution.mean, 1e-300)
    var sums = [0.0, 0, 0, 0]
    for step in 0..<steps {
        let t = (Double(step) + 0.5) / Double(steps)
        let x = t / (1 - t)
        let slice = (1 - distribution.cumulativeProbability(scale * x)) / ((1 - t) * (1 - t)) / Double(steps)
        sums[0] += slice
        sums[1] += 2 * x * slice
        sums[2] += 3 * x * x * slice
        sums[3] += 4 * x * x * x * slice
    }
    let square = scale * scale
    return [sums[0] * scale, sums[1] * square, sums[2] * square * scale, sums[3] * square * square]
}

/// Pearson's correlation over the common length.
func correlation(_ left: [Double], _ right: [Double]) -> Double {
    let pairs = Array(zip(left, right))
    let count = Double(pairs.count)
    let leftMean = pairs.reduce(0) { $0 + $1.0 } / count
    let rightMean = pairs.reduce(0) { $0 + $1.1 } / count
    var products = (cross: 0.0, left: 0.0, right: 0.0)
    for (left, right) in pairs {
        products.cross += (left - leftMean) * (right - rightMean)
        products.left += (left - leftMean) * (left - leftMean)
        products.right += (right - rightMean) * (right - rightMean)
    }
    return products.cross / (products.left * products.right).squareRoot()
}

/// Whether counts agree with equal probabilities: chi-square below its 99.9 % point (Wilson and Hilferty, 1931).
func isEven(_ counts: [Int]) -> Bool {
    guard counts.count > 1 else { return true }
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    let chiSquare = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    let freedom = Double(counts.count - 1)
    let spread = 2 / (9 * freedom)
    let root = 1 - spread + 3.0902 * spread.squareRoot()
    return chiSquare < freedom * root * root * root
}
