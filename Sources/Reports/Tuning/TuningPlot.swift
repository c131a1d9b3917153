package import Experiments
import Pipelines

/// What automatic tuning chooses over the first epoch, the best values that were found, and the rate meanwhile.
package struct TuningPlot {
    private let title: String
    private let tuning: Tuning

    /// Parts of the time, each with a rate of its own.
    private static let parts = 20

    /// - Parameters:
    ///   - title: the scenario's name.
    ///   - tuning: of one variant.
    package init(title: String, _ tuning: Tuning) {
        self.title = title
        self.tuning = tuning
    }

    /// What gnuplot is to do.
    package func script(in format: PictureFormat) -> String {
        let name = tuning.scenario.variant == "base" ? title : "\(title), \(tuning.scenario.variant)"
        var script = PlotScript(
            format, title: "\(name): what tuning chooses in the first epoch", horizontal: "time (s)",
            vertical: "calls, or places of a buffer")
        script.add([
            "set logscale y 2", "set yrange [0.9:*]", "set xrange [0:\(tuning.trace.seconds)]",
            "set border 11 lw 0.8", "set y2tics out", "set y2range [0:*]", "set y2label 'samples/s' noenhanced",
            PlotScript.keyBelow,
        ])
        script.add(table: "rate", rates)
        var curves = ["$rate using 1:2 axes x1y2 with histeps lw 1 lc rgb '#A0A0A0' title 'samples/s'"]
        for (index, parameter) in tuning.parameters.enumerated() {
            let colour = PlotScript.colours[index % PlotScript.colours.count]
            let label = PlotScript.quoted(parameter.path)
            script.add(table: "chosen\(index)", choices(of: parameter.stage))
            curves.append("$chosen\(index) using 1:2 with steps lw 2 lc rgb '\(colour)' title \(label)")
            if parameter.isWritable {
                let best = PlotScript.quoted("\(parameter.path): best found, \(tuning.found[index])")
                curves.append("\(tuning.found[index]) with lines dt 2 lw 1.5 lc rgb '\(colour)' title \(best)")
            }
        }
        return script.text(drawing: curves)
    }

    private func choices(of stage: String) -> [String] {
        let chosen = tuning.trace.choices[stage] ?? []
        let last = chosen.last.map { ["\(tuning.trace.seconds) \($0.value)"] } ?? []
        return chosen.map { "\($0.seconds) \($0.value)" } + last
    }

    private var rates: [String] {
        let width = tuning.trace.seconds / Double(Self.parts)
        var samples = [Int64](repeating: 0, count: Self.parts)
        for step in tuning.trace.steps { samples[min(Self.parts - 1, Int(step.endSeconds / width))] += step.samples }
        return samples.enumerated().map { part, count in "\((Double(part) + 0.5) * width) \(Double(count) / width)" }
    }
}
