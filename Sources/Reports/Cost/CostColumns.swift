import Experiments
import Measurements
import PipelineRuns
import ScenarioFiles

/// What a scenario costs, as rows and columns of results have it beside its figures.
struct CostColumns: Sendable {
    /// What resources cost.
    let prices: Prices

    /// The names of the figures: for an hour, and for an epoch.
    static let names = ["costPerHour", "costPerEpoch"]
    /// What tables call them.
    static let labels = ["cost per hour", "cost per epoch"]

    private func cost(_ summary: VariantSummary) -> ScenarioCost? {
        summary.outOfMemory == nil ? try? ScenarioCost(summary, prices) : nil
    }

    /// Name, unit, mean and the ends of the interval of each; that of an hour is no estimate.
    func rows(_ summary: VariantSummary) -> [[String]] {
        guard let cost = cost(summary) else { return [] }
        let hour = [Self.names[0], "\(prices.currency)/h", "\(cost.perHour)", "", ""]
        let epoch = cost.perEpoch.map { interval in
            [Self.names[1], prices.currency] + Self.cells(interval)
        }
        return [hour] + [epoch].compactMap { $0 }
    }

    /// The names of columns: mean and ends of each.
    static var header: [String] { names.flatMap { [$0, "\($0)_low", "\($0)_high"] } }

    /// The cells of those columns.
    func cells(_ summary: VariantSummary) -> [String] {
        let cost = cost(summary)
        return [cost.map { "\($0.perHour)" } ?? "", "", ""]
            + (cost?.perEpoch.map(Self.cells) ?? ["", "", ""])
    }

    /// For people, in the order of the labels.
    func texts(_ summary: VariantSummary) -> [String] {
        let cost = cost(summary)
        return [cost?.perHour, cost?.perEpoch?.mean].map { amount in
            amount.map { MoneyText.text($0, prices.currency) } ?? "–"
        }
    }

    private static func cells(_ interval: ConfidenceInterval) -> [String] {
        [interval.mean, interval.lower, interval.upper].map { $0.map { "\($0)" } ?? "" }
    }
}
