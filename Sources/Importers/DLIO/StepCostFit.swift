import Foundation

/// The two constants of a system, found from its own results.
///
/// Two rows of different workloads settle both. What rows do not settle keeps its typical value: the fit weighs a miss
/// of 2 points of AU like a constant that is off the typical one by a factor of e^½, about 1.6. The first is how far
/// the law misses published rows, the second how far the constants of systems differ.
/// - Source: `docs/decisions/0017-dlio-costs.md`.
package struct StepCostFit: Sendable, Equatable {
    /// What was found.
    package let costs: StepCosts
    /// The results that it was found from.
    package let rows: [BenchmarkRow]

    /// Fits the costs of each accelerator, not those of the loop itself.
    ///
    /// - Parameters:
    ///   - rows: results of one system, at least one.
    ///   - typical: costs without any result; both of each accelerator above zero.
    package init(_ rows: [BenchmarkRow], typical: StepCosts = StepCosts()) {
        self.rows = rows
        var search = Search(rows, typical)
        search.run()
        costs = search.costs
    }

    /// Predicted AU − reported AU of each row, in points.
    package var misses: [Double] { rows.map { 100 * (costs.utilisation(of: $0) - $0.utilisation) } }

    /// Least squares over the logarithms of the constants' ratios to typical ones, by the method of Levenberg (1944)
    /// and Marquardt (1963).
    private struct Search {
        private static let missedUtilisation = 0.02
        private static let spread = 0.5

        private let rows: [BenchmarkRow]
        private let typical: StepCosts
        /// Logarithms of the ratios to typical values: of the barrier, and of the time of bytes.
        private var logs = SIMD2(0.0, 0.0)

        init(_ rows: [BenchmarkRow], _ typical: StepCosts) {
            self.rows = rows
            self.typical = typical
        }

        var costs: StepCosts { costs(logs) }

        private func costs(_ logs: SIMD2<Double>) -> StepCosts {
            var costs = typical
            costs.barrierSeconds *= exp(logs.x)
            costs.hostBytesPerSecond = typical.hostBytesPerSecond.map { $0 / exp(logs.y) }
            return costs
        }

        mutating func run() {
            var damping = 1e-3
            var error = squares(logs)
            for _ in 0..<200 where damping < 1e9 {
                let step = step(damping).clamped(lowerBound: SIMD2(repeating: -1), upperBound: SIMD2(repeating: 1))
                let next = squares(logs + step)
                guard next < error else {
                    damping *= 8
                    continue
                }
                let isSettled = error - next < 1e-12 * error
                logs += step
                error = next
                damping /= 5
                if isSettled { break }
            }
        }

        private func squares(_ logs: SIMD2<Double>) -> Double {
            let costs = costs(logs)
            let misses = rows.map { (costs.utilisation(of: $0) - $0.utilisation) / Self.missedUtilisation }
            return misses.reduce((logs * logs).sum() / (Self.spread * Self.spread)) { $0 + $1 * $1 }
        }

        /// Solves (JᵀJ + damping) step = −Jᵀ misses.
        private func step(_ damping: Double) -> SIMD2<Double> {
            let prior = 1 / (Self.spread * Self.spread)
            var (xx, xy, yy) = (prior + damping, 0.0, prior + damping)
            var downhill = -logs * prior
            let costs = costs
            for row in rows {
                let utilisation = costs.utilisation(of: row)
                // dAU/dlog = −AU² · n · cost / computation.
                let bytesSeconds = costs.hostBytesPerSecond.map { row.bytes / $0 } ?? 0
                let scale = -utilisation * utilisation * row.acceleratorsPerHost / row.computeSeconds
                let slope = scale / Self.missedUtilisation * SIMD2(costs.barrierSeconds, bytesSeconds)
                downhill -= (utilisation - row.utilisation) / Self.missedUtilisation * slope
                xx += slope.x * slope.x
                xy += slope.x * slope.y
                yy += slope.y * slope.y
            }
            let determinant = xx * yy - xy * xy
            return SIMD2(yy * downhill.x - xy * downhill.y, xx * downhill.y - xy * downhill.x) / determinant
        }
    }
}

extension StepCosts {
    /// AU that the law gives for a row.
    fileprivate func utilisation(of row: BenchmarkRow) -> Double {
        utilisation(computeSeconds: row.computeSeconds, bytes: row.bytes, accelerators: row.acceleratorsPerHost)
    }
}
