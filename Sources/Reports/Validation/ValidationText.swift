package import Experiments
import Measurements
import PipelineRuns
import ScenarioFiles

/// What `overlap validate` says.
package struct ValidationText {
    private let title: String
    private let validation: Validation
    private let tolerance: Double?
    private let remark: String?

    /// - Parameters:
    ///   - tolerance: the error that a point may have, as a share; nil for none that counts.
    ///   - remark: what else is to be said of the whole.
    package init(title: String, validation: Validation, tolerance: Double?, remark: String? = nil) {
        self.remark = remark
        self.title = title
        self.validation = validation
        self.tolerance = tolerance
    }

    /// Points that are looked into.
    private static let worst = 3

    /// The text for people.
    ///
    /// - Parameter directory: where the files are.
    package func text(_ directory: String) -> String {
        let points = validation.measured
        let table = PlainTable(
            head: validation.titles + ["predicted", "measured", "error", "spread", "other draws"],
            rows: points.map { point in
                let measured = QuantityFormat.text(point.measuredRate, .samplesPerSecond)
                let predicted = QuantityFormat.text(point.predictedRate, .samplesPerSecond)
                return point.labels + [
                    predicted, measured, Self.percent(point.error), Self.percent(point.spread, signed: false),
                    Self.percent(point.freshError),
                ]
            })
        var lines = ["\(title): predicted before it was measured, samples/s", ""] + table.lines(isMarkdown: false)
        lines += ["", summary] + memoryNotes
        if let tolerance {
            let misses = validation.misses(tolerance).count
            lines.append(
                "\(misses) of \((points.count + validation.outOfMemory.count).counted("point")) \(misses == 1 ? "misses" : "miss") by more than \(QuantityFormat.chosen(tolerance)) "
                    + "and twice their spread, or in whether memory suffices.")
        }
        lines += [""] + causes
        lines += [
            "spread: standard deviation of measured ÷ predicted over the runs of a point, which use the same random draws.",
            "The files are in \(visible(directory)).",
        ]
        if let remark { lines.append(remark) }
        return lines.joined(separator: "\n") + "\n"
    }

    private var summary: String {
        if validation.measured.isEmpty { return "no point can be compared." }
        let order = validation.order
        let median = validation.measured.map(\.spread).median
        return "\(validation.measured.count.counted("point")), error: median "
            + "\(Self.percent(validation.errorQuantile(0.5), signed: false)), "
            + "p90 \(Self.percent(validation.errorQuantile(0.9), signed: false)), "
            + "worst \(Self.percent(validation.errorQuantile(1), signed: false)); "
            + "median spread \(Self.percent(median, signed: false)); "
            + "order right in \(order.right) of \(order.pairs) pairs that the measurements tell apart."
    }

    /// A sentence for each point that ran out of memory.
    private var memoryNotes: [String] {
        validation.outOfMemory.map { point in
            let sides = [("predicted", point.predictedOutOfMemory), ("measured", point.measuredOutOfMemory)]
            let parts = sides.map { name, exhaustion in
                guard let exhaustion else {
                    return name == "measured" && point.measured.isEmpty ? "not run" : "\(name) to fit"
                }
                return
                    "\(name) after \(QuantityFormat.seconds(exhaustion.seconds)), most of it in `\(exhaustion.stage)`"
            }
            return "\(point.labels.joined(separator: ", ")): out of memory, \(parts.joined(separator: "; "))."
        }
    }

    /// Where the difference of the worst points lies.
    private var causes: [String] {
        let worst = validation.measured.sorted { abs($0.error) > abs($1.error) }.prefix(Self.worst)
        return worst.map(\.overLikeWindows).flatMap { point -> [String] in
            var rows: [[String]] = []
            func add(_ name: String, _ value: (RunReport) -> Double) {
                let predicted = ValidationPoint.average(value, of: point.predicted)
                let measured = ValidationPoint.average(value, of: point.measured)
                rows.append([name, Self.percent(predicted, signed: false), Self.percent(measured, signed: false)])
            }
            add("stall") { $0.stallFraction }
            add("training step") { $0.trainerUtilisation }
            add("worker pool") { $0.workerUtilisation }
            add("cores") { $0.coreUtilisation }
            add("disk") { $0.diskUtilisation }
            for (index, stage) in (point.measured.first?.stages ?? []).enumerated() where stage.utilisation > 0.001 {
                add("stage \(stage.name)") { $0.stages[index].utilisation }
            }
            let table = PlainTable(head: ["busy share", "predicted", "measured"], rows: rows)
            return ["\(point.labels.joined(separator: ", ")), error \(Self.percent(point.error)):"]
                + table.lines(isMarkdown: false).map { "  " + $0 } + [""]
        }
    }

    private static func percent(_ share: Double, signed: Bool = true) -> String {
        let value = (share * 1000).rounded() / 10
        return (signed && value > 0 ? "+" : "") + "\(value) %"
    }

    private static func json(_ metric: ValidationMetric, _ point: ValidationPoint) -> JSONValue {
        let comparison = metric.comparison(at: point)
        return .object([
            ("predicted", JSONValue(comparison.predicted?.mean)), ("measured", JSONValue(comparison.measured?.mean)),
            ("measuredLow", JSONValue(comparison.measured?.lower)),
            ("measuredHigh", JSONValue(comparison.measured?.upper)), ("error", JSONValue(comparison.error)),
        ])
    }

    private func memoryJSON(_ point: ValidationPoint) -> JSONValue {
        func side(_ exhaustion: OutOfMemory?) -> JSONValue { exhaustion.map { JSONValue($0) } ?? .null }
        return .object([
            ("point", .object(zip(validation.titles, point.labels).map { ($0, .string($1)) })),
            ("runs", .integer(Int64(point.measured.count))), ("predicted", side(point.predictedOutOfMemory)),
            ("measured", side(point.measuredOutOfMemory)),
        ])
    }

    /// The same as JSON.
    package var json: String {
        let points = validation.measured.map { point in
            JSONValue.object([
                ("point", .object(zip(validation.titles, point.labels).map { ($0, .string($1)) })),
                ("runs", .integer(Int64(point.measured.count))), ("predicted", JSONValue(point.predictedRate)),
                ("measured", JSONValue(point.measuredRate)), ("measuredLow", JSONValue(point.interval?.lower)),
                ("measuredHigh", JSONValue(point.interval?.upper)), ("error", JSONValue(point.error)),
                ("spread", JSONValue(point.spread)), ("predictedOtherDraws", JSONValue(point.freshRate)),
                ("errorOtherDraws", JSONValue(point.freshError)),
                ("figures", .object(ValidationMetric.all.dropFirst().map { ($0.name, Self.json($0, point)) })),
            ])
        }
        let order = validation.order
        let remarks: [JSONValue.Member] = remark.map { [("remark", .string($0))] } ?? []
        return JSONValue.object(
            [("scenario", .string(title))] + remarks + [
                ("points", .array(points)),
                ("outOfMemory", .array(validation.outOfMemory.map(memoryJSON))),
                ("warnings", .array(validation.warnings.map { .string($0) })),
                ("medianError", JSONValue(validation.errorQuantile(0.5))),
                ("p90Error", JSONValue(validation.errorQuantile(0.9))),
                ("worstError", JSONValue(validation.errorQuantile(1))),
                ("pairs", .integer(Int64(order.pairs))), ("pairsInOrder", .integer(Int64(order.right))),
            ]
        ).text() + "\n"
    }
}

extension Validation {
    /// What must be known of the points, in sentences without full stops.
    package var warnings: [String] {
        points.flatMap { point in
            IncompleteCaches.warnings(point.predicted.first?.stages ?? []).map {
                "\(point.labels.joined(separator: ", ")): \($0)"
            }
        }
    }
}
