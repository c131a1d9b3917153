package import Experiments

extension Validation {
    /// A gnuplot script: predicted against measured, with the line on which they are equal.
    package func plot(title: String, in format: PictureFormat) -> String {
        let rates = measured.flatMap { [$0.measuredRate, $0.predictedRate] }
        let range = "[\((rates.min() ?? 0.1) * 0.9):\((rates.max() ?? 1) * 1.1)]"
        var script = PlotScript(
            format, title: title, horizontal: "measured, samples/s", vertical: "predicted, samples/s")
        script.add(table: "points", measured.map { "\($0.measuredRate) \($0.predictedRate)" })
        script.add([
            "set logscale xy 2", "set xrange \(range)", "set yrange \(range)", "set grid xtics", "set key top left",
        ])
        return script.text(drawing: [
            "x with lines lc rgb '#999999' title 'equal'",
            "1.05*x with lines dt 2 lc rgb '#bbbbbb' title '±5 %'",
            "0.95*x with lines dt 2 lc rgb '#bbbbbb' notitle",
            "$points with points pt 7 lc rgb '\(PlotScript.colours[0])' title 'points'",
        ])
    }
}
