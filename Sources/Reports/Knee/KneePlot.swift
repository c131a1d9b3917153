public import Experiments
import Measurements
import PipelineRuns
import ScenarioFiles

/// The rate against the values that were simulated, as a share of the asymptote's, with the knee and the band of what is
/// enough.
public struct KneePlot {
    private let title: String
    private let knee: Knee

    /// - Parameters:
    ///   - title: the scenario's name.
    ///   - knee: after its search.
    public init(title: String, _ knee: Knee) {
        self.title = title
        self.knee = knee
    }

    /// What gnuplot is to do.
    public func script(in format: PictureFormat) -> String {
        let places = KneePlaces(knee)
        var script = PlotScript(
            format, title: heading,
            horizontal: AxisLabel(knee.axis, in: knee.points.first?.scenario).text,
            vertical: "\(knee.metric?.label ?? "figure") (% of the asymptote)")
        script.add(table: "tried", rows(places))
        script.add(["set key bottom right Left reverse samplen 2 noenhanced"])
        script.add(places.commands)
        script.add(band + mark(places))
        let colour = PlotScript.colours[0]
        return script.text(drawing: [
            "$tried using 1:2 with lines lw 1 lc rgb '\(colour)' notitle",
            "$tried using 1:2:3:4 with yerrorbars pt 7 ps 0.8 lc rgb '\(colour)' title 'simulated, with bounds'",
            "NaN with filledcurves fc rgb '\(Self.bandColour)' fs transparent solid 0.25 title "
                + PlotScript.quoted("within \(share) of the asymptote"),
        ])
    }

    private static let bandColour = "#009E73"

    private var share: String { KneeVerdict.text(share: knee.share) }

    private var heading: String {
        let variant = knee.points[0].variant
        let name = variant == "base" ? title : "\(title), \(variant)"
        guard let range = knee.answer?.range else { return "\(name): no knee" }
        let values = [range.lowerBound, range.upperBound].map { knee.axis.vary.values[$0] }
        return range.count == 1
            ? "\(name): knee at \(values[0])" : "\(name): knee between \(values[0]) and \(values[1])"
    }

    /// Paired ratios, because the values themselves come from different numbers of replications.
    private func rows(_ places: KneePlaces) -> [String] {
        zip(places.positions, knee.tried).compactMap { place, point in
            guard let mean = point.standing == .asymptote ? 1 : point.ratio?.mean else { return nil }
            let figures = [mean, point.ratio?.lower ?? mean, point.ratio?.upper ?? mean].map { 100 * $0 }
            return "\(place) \(figures.map { "\($0)" }.joined(separator: " "))"
        }
    }

    /// The strip between what is enough and the asymptote.
    private var band: [String] {
        [
            "set object 1 rectangle from graph 0, first \(100 * (1 - knee.share)) to graph 1, first 100 "
                + "fc rgb '\(Self.bandColour)' fs transparent solid 0.25 noborder behind"
        ]
    }

    /// A line at the knee; two where it is only known to lie between.
    private func mark(_ places: KneePlaces) -> [String] {
        guard let range = knee.answer?.range else { return [] }
        return Set([range.lowerBound, range.upperBound]).sorted().compactMap { places.place(of: $0) }.map {
            "set arrow from first \($0), graph 0 to first \($0), graph 1 nohead dt 2 lw 1.5 lc rgb '\(PlotScript.colours[1])'"
        }
    }
}
