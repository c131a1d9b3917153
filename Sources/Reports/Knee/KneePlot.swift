public import Experiments
import Measurements
import PipelineRuns
import ScenarioFiles

/// The rate against the values that were simulated, with the knee and the band of what is enough.
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
        let scale = PlotScale(knee.metric)
        let places = KneePlaces(knee)
        var script = PlotScript(
            format, title: heading,
            horizontal: AxisLabel(knee.axis, in: knee.points.first?.scenario).text,
            vertical: "\(knee.metric?.label ?? "") (\(scale.unit))")
        script.add(table: "tried", rows(places, scale))
        script.add(["set key outside bottom center horizontal Left reverse samplen 2 noenhanced"])
        script.add(places.commands)
        script.add(band(scale) + mark(places))
        let colour = PlotScript.colours[0]
        return script.text(drawing: [
            "$tried using 1:2 with lines lw 1 lc rgb '\(colour)' notitle",
            "$tried using 1:2:3:4 with yerrorbars pt 7 ps 0.8 lc rgb '\(colour)' title 'simulated, with intervals'",
            "NaN with filledcurves fc rgb '\(Self.bandColour)' title \(PlotScript.quoted("within \(share) of the asymptote"))",
        ])
    }

    private static let bandColour = "#009E73"

    private var share: String { KneeVerdict.text(share: knee.share) }

    private var heading: String {
        let variant = knee.points[0].variant
        let name = variant == "base" ? title : "\(title), \(variant)"
        guard let range = KneeTable.positions(of: knee.answer) else { return "\(name): no knee" }
        let values = [range.lowerBound, range.upperBound].map { knee.axis.vary.values[$0] }
        return range.count == 1
            ? "\(name): knee at \(values[0])" : "\(name): knee between \(values[0]) and \(values[1])"
    }

    private func rows(_ places: KneePlaces, _ scale: PlotScale) -> [String] {
        zip(places.positions, knee.tried).compactMap { place, point in
            guard let metric = knee.metric, let estimate = point.summary.estimate(metric) else { return nil }
            let interval = estimate.interval
            let figures = [estimate.value, interval?.lower ?? estimate.value, interval?.upper ?? estimate.value]
            return "\(place) \(figures.map { "\($0 / scale.size)" }.joined(separator: " "))"
        }
    }

    /// The strip between what is enough and the asymptote.
    private func band(_ scale: PlotScale) -> [String] {
        guard let metric = knee.metric, let asymptote = knee.asymptote,
            let rate = knee.summary(at: asymptote)?.estimate(metric)?.value
        else { return [] }
        let isTurned = metric.preference == .lower
        let enough = isTurned ? rate / (1 - knee.share) : rate * (1 - knee.share)
        let (low, high) = (min(rate, enough) / scale.size, max(rate, enough) / scale.size)
        return [
            "set object 1 rectangle from graph 0, first \(low) to graph 1, first \(high) "
                + "fc rgb '\(Self.bandColour)' fs transparent solid 0.25 noborder behind"
        ]
    }

    /// A line at the knee; two where it is only known to lie between.
    private func mark(_ places: KneePlaces) -> [String] {
        guard let range = KneeTable.positions(of: knee.answer) else { return [] }
        return Set([range.lowerBound, range.upperBound]).sorted().compactMap { places.place(of: $0) }.map {
            "set arrow from first \($0), graph 0 to first \($0), graph 1 nohead dt 2 lw 1.5 lc rgb '\(PlotScript.colours[1])'"
        }
    }
}
