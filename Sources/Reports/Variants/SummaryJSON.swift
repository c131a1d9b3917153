package import Experiments
package import Measurements
package import PipelineRuns
import Pipelines
package import ScenarioFiles

extension JSONValue {
    /// Everything that is known about the variants of a scenario.
    ///
    /// - Parameter remark: what else is to be said of the whole.
    package init(scenario: String, question: String?, remark: String? = nil, _ summaries: [VariantSummary]) {
        self = .object(
            [
                ("scenario", .string(scenario)),
                ("question", question.map { .string($0) } ?? .null),
            ]
                + (remark.map { [("remark", .string($0))] } ?? []) + [
                    ("baseline", summaries.first.map { .string($0.scenario.variant) } ?? .null),
                    ("comparedBy", .string(SpeedUpBasis(summaries).rawValue)),
                    ("variants", .array(summaries.map { JSONValue($0) })),
                ])
    }

    /// One point of a sweep: its number, the values that were varied, and what is known about it.
    ///
    /// - Parameters:
    ///   - number: of the point, counted from 1.
    ///   - varied: names and values.
    ///   - summary: what is known.
    ///   - cost: what it costs, where there are prices.
    package init(
        run number: Int, varied: [(String, String)], _ summary: VariantSummary, cost: ScenarioCost? = nil
    ) {
        guard case .object(let members) = JSONValue(summary) else { preconditionFailure("a summary is an object") }
        self = .object(
            [
                ("run", .integer(Int64(number))),
                ("varied", .object(varied.map { ($0, .string($1)) })),
            ] + members + (cost.map { [("cost", JSONValue($0))] } ?? []))
    }

    private init(_ summary: VariantSummary) {
        let run = summary.scenario.run
        var members: [JSONValue.Member] = [
            ("variant", .string(summary.scenario.variant)),
            ("seed", .integer(Int64(run.seed))),
            ("replications", .integer(Int64(summary.replications))),
            ("confidence", .number(run.confidence)),
            ("precision", Self.precision(summary)),
            ("outOfMemory", summary.outOfMemory.map { Self($0) } ?? .null),
            ("metrics", .object(summary.estimates.map { ($0.metric.name, Self($0)) })),
            ("speedUp", summary.speedUp.map { Self($0, unit: "1") } ?? .null),
            ("runSpeedUp", summary.runSpeedUp.map { Self($0, unit: "1") } ?? .null),
            ("bottleneck", summary.bottleneck.map { Self($0) } ?? .null),
            ("loop", summary.loop.map { Self($0) } ?? .null),
        ]
        if let stall = summary.estimate(.stallFraction)?.value {
            members.append(("stallLabel", .string(StallLabel(stallFraction: min(max(stall, 0), 1)).rawValue)))
        }
        if summary.isPartial { members.append(("partial", .bool(true))) }
        members.append(("warnings", .array(Legend.warnings(summary).map { .string($0) })))
        let rewrites = summary.scenario.appliedRewrites
        if !rewrites.isEmpty { members.append(("rewrites", .array(rewrites.map { .string($0.description) }))) }
        members += [
            ("steadyPart", Self.steadyPart(summary)),
            ("stages", .array(summary.stages.map { Self($0) })),
            ("resources", .array(summary.resources.map { Self($0) })),
            ("events", .integer(Int64(clamping: summary.events))),
        ]
        if !summary.engines.isEmpty {
            members.append(("engines", .array(summary.engines.map { .string($0.rawValue) })))
        }
        self = .object(members)
    }

    private static func precision(_ summary: VariantSummary) -> JSONValue {
        let target: JSONValue = summary.precision == .notAsked ? .null : .number(summary.scenario.run.precision)
        let isMet: JSONValue = summary.precision == .notAsked ? .null : .bool(summary.precision == .met)
        return .object([("target", target), ("met", isMet)])
    }

    private static func steadyPart(_ summary: VariantSummary) -> JSONValue {
        .object([
            ("replications", .object(summary.windows.map { ($0.window.rawValue, .integer(Int64($0.count))) })),
            ("stepsBefore", .number(summary.warmUpSteps)),
            ("steps", .number(summary.windowSteps)),
        ])
    }

    private init(_ estimate: Estimate) {
        if let interval = estimate.interval {
            self.init(interval, unit: estimate.metric.unit.rawValue)
        } else {
            self = .object([
                ("unit", .string(estimate.metric.unit.rawValue)),
                ("maximum", .number(estimate.value)),
            ])
        }
    }

    /// An interval and the unit of its values.
    package init(_ interval: ConfidenceInterval, unit: String) {
        self = .object([
            ("unit", .string(unit)),
            ("mean", JSONValue(interval.mean)),
            ("low", JSONValue(interval.lower)),
            ("high", JSONValue(interval.upper)),
            ("halfWidth", JSONValue(interval.halfWidth)),
            ("confidence", .number(interval.confidence)),
            ("replications", .integer(Int64(interval.count))),
        ])
    }

    private init(_ bottleneck: Bottleneck) {
        self = .object([
            ("kind", .string(bottleneck.kind.rawValue)),
            ("name", .string(bottleneck.name)),
            ("utilisation", .number(bottleneck.utilisation)),
            ("cause", bottleneck.loss.map { .string($0.cause.rawValue) } ?? .null),
            ("causeStage", bottleneck.loss?.stage.map { .string($0) } ?? .null),
            ("causeShare", bottleneck.loss.map { .number($0.share) } ?? .null),
            ("explanation", .string(bottleneck.explanation)),
        ])
    }

    /// A modelled out-of-memory.
    package init(_ outOfMemory: OutOfMemory) {
        self = .object([
            ("seconds", .number(outOfMemory.seconds)),
            ("neededBytes", .integer(outOfMemory.neededBytes)),
            ("capacityBytes", .integer(outOfMemory.capacityBytes)),
            ("stage", .string(outOfMemory.stage)),
            ("stageBytes", .integer(outOfMemory.stageBytes)),
        ])
    }

    private init(_ resource: ResourceReport) {
        self = .object([
            ("name", .string(resource.name)),
            ("utilisation", .number(resource.utilisation)),
            ("meanInSystem", .number(resource.meanInSystem)),
            ("meanWaiting", .number(resource.meanWaiting)),
            ("maximumWaiting", .integer(Int64(resource.maximumWaiting))),
            ("meanWaitSeconds", .number(resource.meanWaitSeconds)),
            ("completed", .integer(Int64(resource.completed))),
        ])
    }

    /// Shares that add up to 1.
    private init(_ loop: LoopTime) {
        self = .object([
            ("computation", .number(loop.computation)),
            ("copies", .number(loop.copies)),
            ("launches", .number(loop.launches)),
            ("host", .number(loop.host)),
            ("barrier", .number(loop.barrier)),
            ("interruptions", .number(loop.interruptions)),
            ("waiting", .number(loop.waiting)),
            ("boundaries", .number(loop.boundaries)),
            ("starved", .number(loop.starved)),
        ])
    }

    private init(_ stage: StageReport) {
        self = .object([
            ("name", .string(stage.name)),
            ("utilisation", .number(stage.utilisation)),
            ("meanElements", .number(stage.meanElements)),
            ("maximumElements", .integer(stage.maximumElements)),
            ("maximumBytes", .integer(stage.maximumBytes)),
            ("emptyFraction", JSONValue(stage.emptyFraction)),
            ("fullFraction", JSONValue(stage.fullFraction)),
            ("tunedValue", stage.tunedValue.map { .integer(Int64($0)) } ?? .null),
            ("waits", .object(WaitCause.allCases.map { ("\($0)", .number(stage.shares.waits[$0])) })),
        ])
    }
}
