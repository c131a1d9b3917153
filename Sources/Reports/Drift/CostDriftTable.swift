public import Experiments
import Measurements
import ScenarioFiles

/// Costs of a recorded loop beside the planned ones, a row each.
public struct CostDriftTable {
    private let costs: [CostDrift]

    /// - Parameter costs: what was planned and recorded.
    public init(_ costs: [CostDrift]) { self.costs = costs }

    /// Whether there is nothing to compare.
    var isEmpty: Bool { costs.isEmpty }

    /// The table, or nothing where there is nothing to compare.
    func lines(colour: Bool) -> [String] {
        guard !costs.isEmpty else { return [] }
        let head = ["cost", "planned", "recorded", "difference"].map { Table.Cell($0, .bold) }
        let rows = costs.map { cost in
            [cost.name, Self.time(cost.planned), Self.recorded(cost), Self.change(cost)].map { Table.Cell($0) }
        }
        let table = Table(alignments: [.left, .right, .right, .right], rows: [head] + rows)
        return table.lines(colour: colour)
    }

    /// The same as values.
    var json: JSONValue {
        .array(
            costs.map { cost in
                .object([
                    ("cost", .string(cost.name)), ("planned", .number(cost.planned)),
                    ("recorded", JSONValue(cost.recorded, unit: "s")),
                    ("change", cost.change.map(JSONValue.number) ?? .null),
                ])
            })
    }

    private static func time(_ seconds: Double) -> String { QuantityFormat.seconds(seconds, digits: 3) }

    private static func recorded(_ cost: CostDrift) -> String {
        guard let halfWidth = cost.recorded.halfWidth else { return time(cost.recorded.mean) }
        return "\(time(cost.recorded.mean)) ±\(time(halfWidth))"
    }

    private static func change(_ cost: CostDrift) -> String {
        guard let change = cost.change else { return "–" }
        let percent = (change * 1000).rounded() / 10
        return "\(percent > 0 ? "+" : "")\(Figure.decimal(percent, 1)) %"
    }
}
