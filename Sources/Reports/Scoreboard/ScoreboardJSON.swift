import Importers
package import ScenarioFiles
package import Scoreboards

extension JSONValue {
    /// A scoreboard: errors and shares are fractions of one.
    package init(_ scoreboard: Scoreboard) { self = .object(Self.members(scoreboard)) }

    /// The members of a scoreboard's object.
    package static func members(_ scoreboard: Scoreboard) -> [JSONValue.Member] {
        let limits = scoreboard.prefetchLimits
        return [
            ("cases", .array(scoreboard.rows.map { JSONValue($0) })),
            ("summary", JSONValue(scoreboard.headline)),
            ("withoutContention", JSONValue(scoreboard.withoutContention)),
            ("all", JSONValue(scoreboard.all)),
            ("groups", .object(scoreboard.groups.map { ($0, JSONValue(scoreboard.summary(ofGroup: $0))) })),
            (
                "prefetchLimits",
                .object([("equal", .integer(Int64(limits.equal))), ("n", .integer(Int64(limits.of)))])
            ),
        ]
    }

    /// What a rule is worth.
    package init(_ report: AblationReport) {
        let cases = zip(report.right, report.wrong).map { right, wrong in
            JSONValue.object([
                ("id", .string(right.id)), ("measured", JSONValue(right.measured?.stepsPerSecond)),
                ("right", JSONValue(right.predicted?.stepsPerSecond)),
                ("wrong", JSONValue(wrong.predicted?.stepsPerSecond)),
            ])
        }
        self = .object([
            ("rule", .string(report.rule.rawValue)),
            ("explanation", .string(report.rule.explanation)),
            ("right", JSONValue(ErrorSummary(report.right))),
            ("wrong", JSONValue(ErrorSummary(report.wrong))),
            ("cases", .array(cases)),
        ])
    }

    private init(_ row: Scoreboard.Row) {
        let (predicted, measured) = (row.predicted, row.measured)
        var members: [JSONValue.Member] = [
            ("id", .string(row.id)), ("group", .string(row.group)),
            ("predicted", JSONValue(predicted?.stepsPerSecond)), ("measured", JSONValue(measured?.stepsPerSecond)),
            ("error", JSONValue(row.error)), ("reason", row.reason.map { .string($0) } ?? .null),
        ]
        members += [
            ("firstStep", Self.pair(predicted?.firstStepSeconds, measured?.firstStepSeconds)),
            (
                "epochs",
                .object([
                    ("predicted", Self.list(predicted?.epochSeconds)), ("measured", Self.list(measured?.epochSeconds)),
                ])
            ),
            ("stall", Self.pair(predicted?.stallFraction, measured?.stallFraction)),
            ("wall", Self.pair(predicted?.wallSeconds, measured?.wallSeconds)),
        ]
        members += Self.reports(row)
        if let measured, !measured.prefetchLimits.isEmpty {
            let runs = measured.prefetchLimits.map { JSONValue.integer(Int64($0)) }
            members.append(
                (
                    "prefetchLimit",
                    .object([
                        ("predicted", predicted?.prefetchLimit.map { .integer(Int64($0)) } ?? .null),
                        ("measured", measured.prefetchLimit.map { .integer(Int64($0)) } ?? .null),
                        ("runs", .array(runs)),
                    ])
                ))
        }
        members += [("spread", JSONValue(measured?.spread)), ("noisy", measured.map { .bool($0.isNoisy) } ?? .null)]
        self = .object(members)
    }

    /// AU and samples per second, where the program reported them.
    private static func reports(_ row: Scoreboard.Row) -> [JSONValue.Member] {
        guard let measured = row.measured, let utilisation = measured.acceleratorUtilisation else { return [] }
        let samples = Double(measured.samplesPerStep ?? 1)
        let predicted = row.predicted
        func compared(_ predicted: Double?, _ measured: Double, _ error: Double?) -> JSONValue {
            .object([
                ("predicted", JSONValue(predicted)), ("measured", .number(measured)), ("error", JSONValue(error)),
            ])
        }
        return [
            (
                "acceleratorUtilisation",
                compared(predicted?.acceleratorUtilisation, utilisation, row.utilisationError)
            ),
            (
                "samplesPerSecond",
                compared(
                    predicted.map { $0.stepsPerSecond * samples }, measured.stepsPerSecond * samples, row.error)
            ),
        ]
    }

    /// How far off predictions are.
    package init(_ summary: ErrorSummary) {
        self = .object([
            ("n", .integer(Int64(summary.count))), ("missing", .integer(Int64(summary.missing))),
            ("median", JSONValue(summary.median)), ("p90", JSONValue(summary.p90)), ("max", JSONValue(summary.maximum)),
        ])
    }

    private static func pair(_ predicted: Double?, _ measured: Double?) -> JSONValue {
        .object([("predicted", JSONValue(predicted)), ("measured", JSONValue(measured))])
    }

    private static func list(_ values: [Double]?) -> JSONValue {
        values.map { .array($0.map { JSONValue.number($0) }) } ?? .null
    }
}
