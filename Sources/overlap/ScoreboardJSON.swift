import MeasuredCases

extension JSONText {
    /// A scoreboard: errors and shares are fractions of one.
    init(_ scoreboard: Scoreboard) { self = .object(Self.members(scoreboard)) }

    /// The members of a scoreboard's object.
    static func members(_ scoreboard: Scoreboard) -> [(String, JSONText)] {
        let limits = scoreboard.prefetchLimits
        return [
            ("cases", .array(scoreboard.rows.map { JSONText($0) })),
            ("summary", JSONText(scoreboard.headline)),
            ("withoutContention", JSONText(scoreboard.withoutContention)),
            ("all", JSONText(scoreboard.all)),
            ("groups", .object(scoreboard.groups.map { ($0, JSONText(scoreboard.summary(ofGroup: $0))) })),
            (
                "prefetchLimits",
                .object([("equal", .integer(Int64(limits.equal))), ("n", .integer(Int64(limits.of)))])
            ),
        ]
    }

    /// What a rule is worth.
    init(_ report: AblationReport) {
        let cases = zip(report.right, report.wrong).map { right, wrong in
            JSONText.object([
                ("id", .string(right.id)), ("measured", JSONText(right.measured?.stepsPerSecond)),
                ("right", JSONText(right.predicted?.stepsPerSecond)),
                ("wrong", JSONText(wrong.predicted?.stepsPerSecond)),
            ])
        }
        self = .object([
            ("rule", .string(report.rule.rawValue)),
            ("explanation", .string(report.rule.explanation)),
            ("right", JSONText(ErrorSummary(report.right))),
            ("wrong", JSONText(ErrorSummary(report.wrong))),
            ("cases", .array(cases)),
        ])
    }

    private init(_ row: Scoreboard.Row) {
        let (predicted, measured) = (row.predicted, row.measured)
        var members: [(String, JSONText)] = [
            ("id", .string(row.id)), ("group", .string(row.group)),
            ("predicted", JSONText(predicted?.stepsPerSecond)), ("measured", JSONText(measured?.stepsPerSecond)),
            ("error", JSONText(row.error)), ("reason", row.reason.map { .string($0) } ?? .null),
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
            let runs = measured.prefetchLimits.map { JSONText.integer(Int64($0)) }
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
        members += [("spread", JSONText(measured?.spread)), ("noisy", measured.map { .bool($0.isNoisy) } ?? .null)]
        self = .object(members)
    }

    /// AU and samples per second, where the program reported them.
    private static func reports(_ row: Scoreboard.Row) -> [(String, JSONText)] {
        guard let measured = row.measured, let utilisation = measured.acceleratorUtilisation else { return [] }
        let samples = Double(measured.samplesPerStep ?? 1)
        let predicted = row.predicted
        func compared(_ predicted: Double?, _ measured: Double, _ error: Double?) -> JSONText {
            .object([
                ("predicted", JSONText(predicted)), ("measured", .number(measured)), ("error", JSONText(error)),
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
    init(_ summary: ErrorSummary) {
        self = .object([
            ("n", .integer(Int64(summary.count))), ("missing", .integer(Int64(summary.missing))),
            ("median", JSONText(summary.median)), ("p90", JSONText(summary.p90)), ("max", JSONText(summary.maximum)),
        ])
    }

    private static func pair(_ predicted: Double?, _ measured: Double?) -> JSONText {
        .object([("predicted", JSONText(predicted)), ("measured", JSONText(measured))])
    }

    private static func list(_ values: [Double]?) -> JSONText {
        values.map { .array($0.map { JSONText.number($0) }) } ?? .null
    }
}
