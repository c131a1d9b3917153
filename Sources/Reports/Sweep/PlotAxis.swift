import Experiments
import ScenarioFiles

/// Where the values of a sweep's parameter stand on a horizontal axis.
struct PlotAxis {
    /// The position of each value.
    let positions: [Double]
    /// What gnuplot needs to know.
    let commands: [String]

    /// Ticks beyond which labels would touch.
    private static let mostTicks = 16

    init(_ axis: SweepGrid.Axis) {
        let cells = axis.vary.values.indices.map { axis.cell($0) }
        guard let numbers = axis.numbers else {
            // Words, in the order given.
            positions = cells.indices.map(Double.init)
            commands = [
                "set xtics noenhanced (\(Self.ticks(positions, cells)))",
                "set xrange [-0.3:\(Double(cells.count) - 0.7)]",
            ]
            return
        }
        guard Self.isDoubling(numbers), let least = numbers.first(where: { $0 > 0 }) else {
            positions = numbers
            let margin = ((numbers.max() ?? 0) - (numbers.min() ?? 0)) * 0.02
            let ticks = numbers.count <= Self.mostTicks ? ["set xtics (\(Self.ticks(numbers, cells)))"] : []
            commands = ticks + [Self.range(numbers, margin: margin == 0 ? 1 : margin)]
            return
        }
        // A logarithmic axis has no place for 0: it stands one doubling to the left of the least value.
        positions = numbers.map { $0 > 0 ? $0 : least / 2 }
        commands = [
            "set logscale x 2", "set xtics (\(Self.ticks(positions, cells)))",
            "set xrange [\((positions.min() ?? 1) / 1.15):\((positions.max() ?? 1) * 1.15)]",
        ]
    }

    /// Whether each positive value is twice the one before, with 0 before them or not.
    private static func isDoubling(_ numbers: [Double]) -> Bool {
        let positive = numbers.drop { $0 == 0 }
        guard positive.count >= 3, numbers.count - positive.count <= 1 else { return false }
        return zip(positive, positive.dropFirst()).allSatisfy { $0 > 0 && $1 == 2 * $0 }
    }

    private static func range(_ numbers: [Double], margin: Double) -> String {
        "set xrange [\((numbers.min() ?? 0) - margin):\((numbers.max() ?? 0) + margin)]"
    }

    private static func ticks(_ positions: [Double], _ labels: [String]) -> String {
        zip(labels, positions).map { "\(PlotScript.quoted($0)) \($1)" }.joined(separator: ", ")
    }
}
