import Experiments
import ScenarioFiles

/// Where the values that were simulated stand on a horizontal axis: numbers of different size by their logarithm.
struct KneePlaces {
    /// The position of each value that was simulated.
    let positions: [Double]
    /// What gnuplot needs to know.
    let commands: [String]
    private let places: [Int: Double]

    /// A larger range is drawn by logarithm.
    private static let widestLinear = 16.0
    /// Ticks beyond which labels would touch.
    private static let mostTicks = 12

    init(_ knee: Knee) {
        let tried = knee.tried.map(\.position)
        let labels = tried.map { knee.axis.cell($0) }
        let (positions, isLogarithmic) = Self.positions(tried, knee.axis.numbers)
        self.positions = positions
        places = Dictionary(uniqueKeysWithValues: zip(tried, positions))
        let (least, most) = (positions.min() ?? 0, positions.max() ?? 1)
        let range =
            isLogarithmic
            ? [least / 1.15, most * 1.15]
            : [least - max(0.3, (most - least) * 0.02), most + max(0.3, (most - least) * 0.02)]
        let every = max(1, (positions.count + Self.mostTicks - 1) / Self.mostTicks)
        let ticks = zip(labels, positions).enumerated().filter { (positions.count - 1 - $0.offset) % every == 0 }.map {
            _, tick in
            "\(PlotScript.quoted(tick.0)) \(tick.1)"
        }
        commands =
            (isLogarithmic ? ["set logscale x 2"] : []) + [
                "set xtics noenhanced (\(ticks.joined(separator: ", ")))", "set xrange [\(range[0]):\(range[1])]",
            ]
    }

    /// Where a value stands, if it was simulated.
    func place(of position: Int) -> Double? { places[position] }

    private static func positions(_ tried: [Int], _ numbers: [Double]?) -> ([Double], isLogarithmic: Bool) {
        guard let numbers else { return (tried.map(Double.init), false) }
        let values = tried.map { numbers[$0] }
        guard let least = values.filter({ $0 > 0 }).min(), let most = values.max(), (values.min() ?? 0) >= 0,
            most > Self.widestLinear * least
        else { return (values, false) }
        // A logarithmic axis has no place for 0: it stands one doubling to the left of the least value.
        return (values.map { $0 > 0 ? $0 : least / 2 }, true)
    }
}
