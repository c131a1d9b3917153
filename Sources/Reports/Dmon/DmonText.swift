import Foundation
package import Importers

/// How busy GPUs were, in words: the verdict first, then a line for each.
package struct DmonText {
    private let log: DmonLog
    private let secondsPerSample: Double
    private let simulated: Double?
    /// Shares that are further apart are not those of the same loop.
    private static let tolerance = 0.05

    /// - Parameters:
    ///   - log: what was measured.
    ///   - secondsPerSample: the time between two samples.
    ///   - simulated: the share of a scenario's accelerators, if it is compared.
    package init(_ log: DmonLog, secondsPerSample: Double, simulated: Double?) {
        self.log = log
        self.secondsPerSample = secondsPerSample
        self.simulated = simulated
    }

    /// GPUs that did anything.
    private var used: [DmonLog.GPU] { log.gpus.filter { ($0.mean ?? 0) > 0 } }

    /// Mean share over the GPUs that did anything.
    private var measured: Double {
        let means = used.compactMap(\.mean)
        return means.isEmpty ? 0 : means.reduce(0, +) / Double(means.count)
    }

    /// Whether the scenario's share is another one.
    package var isApart: Bool { simulated.map { abs($0 - measured) > Self.tolerance } ?? false }

    /// Lines for people.
    package var text: String {
        var lines = [verdict]
        for gpu in log.gpus { lines.append(line(gpu)) }
        let idle = log.gpus.filter { ($0.mean ?? 0) == 0 }.map { "\($0.index)" }
        if !idle.isEmpty, !used.isEmpty {
            lines.append("Left out of the mean: GPU \(idle.joined(separator: ", ")), which did nothing.")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var verdict: String {
        let share = Self.percent(measured)
        guard let simulated else { return "Busy: \(share) of the time." }
        let apart = String(format: "%.1f points", 100 * abs(simulated - measured))
        let both = "simulated \(Self.percent(simulated)), measured \(share): \(apart) apart"
        return isApart ? "The scenario's GPU share is not that of the log: \(both)." : "The GPU share fits: \(both)."
    }

    private func line(_ gpu: DmonLog.GPU) -> String {
        let seconds = QuantityFormat.seconds(Double(gpu.shares.count) * secondsPerSample)
        guard let mean = gpu.mean else { return "GPU \(gpu.index): no share in \(gpu.missing) samples" }
        let quantiles = [0.1, 0.5, 0.9].map { probability in
            "p\(Int(100 * probability)) \(Self.percent(gpu.quantile(probability) ?? 0))"
        }
        var line = "GPU \(gpu.index): mean \(Self.percent(mean)), \(quantiles.joined(separator: ", ")), over \(seconds)"
        if gpu.missing > 0 { line += "; \(gpu.missing.counted("sample")) without a share" }
        if gpu.idle > 0 {
            line += "; \(QuantityFormat.seconds(Double(gpu.idle) * secondsPerSample)) idle at the ends left out"
        }
        return line
    }

    private static func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
}
