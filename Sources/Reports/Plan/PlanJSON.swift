package import Experiments
import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
package import ScenarioFiles

extension JSONValue {
    /// A plan and what it hinges on, where guesses were made.
    ///
    /// - Parameters:
    ///   - scenario: its name.
    ///   - plan: what was found.
    ///   - uncertain: how it depends on guesses.
    package init(scenario: String, _ plan: Plan, _ uncertain: Uncertain<PlanOutcome>?) {
        let question = plan.question
        let head: [Member] = [
            ("scenario", .string(scenario)),
            ("variant", .string(question.today.variant)),
            ("sentence", .string(PlanVerdict(plan: plan).sentences.joined(separator: " "))),
            ("verdict", .string(plan.verdict.rawValue)),
            ("finished", .bool(plan.isFinished && uncertain?.isFinished != false)),
            ("outOfTime", .bool(plan.isOutOfTime)),
        ]
        let nearest = plan.best == nil ? plan.nearest : nil
        let answer: [Member] = [
            ("today", Self.trial(plan.today, plan)),
            ("planned", plan.best.map { Self.configuration($0, plan) } ?? .null),
            ("changes", .array(plan.differences.map { Self.change($0.axis, $0.before, $0.after, plan) })),
            ("stepsBelow", .array(plan.stepsBelow.map { Self.step($0, plan) })),
            ("runnerUp", plan.runnerUp.map { Self.configuration($0, plan) } ?? .null),
            ("rivals", .array(plan.distinctRivals.map { Self.configuration($0, plan) })),
            ("equallyGood", .bool(!plan.equallyGood.isEmpty)),
            ("nearest", nearest.map { Self.configuration($0, plan) } ?? .null),
            ("configurations", Self.counts(plan)),
            ("replications", .integer(Int64(plan.simulations))),
            ("guesses", uncertain.map { Self.guesses($0) } ?? .null),
        ]
        self = .object(head + Self.asked(question) + answer)
    }

    private static func asked(_ question: PlanQuestion) -> [Member] {
        let run = question.today.run
        return [
            ("confidence", .number(run.confidence)),
            ("seed", .integer(Int64(clamping: run.seed))),
            ("indifference", .number(question.zone)),
            ("cheapestBy", .string(Self.word(question.basis))),
            ("currency", question.basis.prices.map { .string($0.currency) } ?? .null),
            ("target", .array(question.conditions.map { Self.condition($0) })),
            ("axes", .array(question.axes.map { Self.axis($0) })),
            ("byDefault", .bool(question.isByDefault)),
        ]
    }

    private static func paths(_ axis: Int, _ plan: Plan) -> JSONValue {
        .array(plan.question.axes[axis].paths.map { .string($0) })
    }

    private static func change(_ axis: Int, _ before: String, _ after: String, _ plan: Plan) -> JSONValue {
        .object([("paths", paths(axis, plan)), ("before", .string(before)), ("after", .string(after))])
    }

    private static func step(_ step: Plan.Step, _ plan: Plan) -> JSONValue {
        .object([
            ("paths", paths(step.axis, plan)),
            ("value", .string(plan.question.axes[step.axis].values[step.value].text)),
            ("configuration", step.candidate.map { configuration($0, plan) } ?? .null),
        ])
    }

    private static func counts(_ plan: Plan) -> JSONValue {
        let counts = plan.counts
        return .object([
            ("all", .integer(Int64(counts.all))), ("excluded", .integer(Int64(counts.excluded))),
            ("simulated", .integer(Int64(counts.tried))),
        ])
    }

    private static func guesses(_ uncertain: Uncertain<PlanOutcome>) -> JSONValue {
        JSONValue(UncertainText(plan: uncertain)) { outcome in
            [
                ("provision", outcome.provision.map { .string($0) } ?? .null),
                ("resolved", .bool(outcome.isResolved)),
            ]
        }
    }

    private static func word(_ basis: PlanBasis) -> String {
        switch basis {
        case .epoch: "epoch"
        case .hour: "hour"
        case .resources: "resources"
        }
    }

    private static func condition(_ condition: Condition) -> JSONValue {
        .object([
            ("figure", .string(condition.metric.name)), ("unit", .string(condition.metric.unit.rawValue)),
            (condition.isLeast ? "atLeast" : "atMost", .number(condition.threshold)),
        ])
    }

    private static func axis(_ axis: PlanAxis) -> JSONValue {
        .object([
            ("paths", .array(axis.paths.map { .string($0) })),
            ("values", .array(axis.values.map { .string($0.text) })),
            ("today", .string(axis.todayText)),
        ])
    }

    /// A configuration, with what was simulated of it.
    private static func configuration(_ position: Int, _ plan: Plan) -> JSONValue {
        let values = zip(plan.question.axes, plan.candidates[position].values).map { axis, value in
            JSONValue.Member(axis.name, .string(axis.values[value].text))
        }
        let trial = plan.trials[position].map { Self.trial($0, plan) } ?? .null
        return .object([
            ("values", .object(values)),
            ("excluded", .bool(plan.isExcluded(position))), ("simulated", trial),
        ])
    }

    private static func trial(_ trial: PlanTrial, _ plan: Plan) -> JSONValue {
        let summary = trial.summary
        let cost = PlanWords(plan: plan).cost(of: trial)
        let figures = trial.figures(plan.question.conditions).map { figure in
            JSONValue.object([
                ("figure", .string(figure.condition.metric.name)), ("mean", JSONValue(figure.value)),
                ("low", JSONValue(figure.interval?.lower)), ("high", JSONValue(figure.interval?.upper)),
            ])
        }
        return .object([
            ("verdict", .string(trial.outOfMemory == nil ? PlanWord.file(trial.verdict) : "outOfMemory")),
            ("figures", .array(figures)),
            ("replications", .integer(Int64(trial.replications))),
            ("samplesPerSecond", JSONValue(summary.estimate(.samplesPerSecond)?.value)),
            ("epochSeconds", JSONValue(summary.estimate(.epochSeconds)?.value)),
            ("peakBytes", JSONValue(Metric.named("peakBytes").flatMap { summary.estimate($0)?.value })),
            ("cost", cost.map { JSONValue($0) } ?? .null),
            ("bottleneck", summary.bottleneck.map { .string($0.name) } ?? .null),
            ("explanation", summary.bottleneck.map { .string($0.explanation) } ?? .null),
        ])
    }
}
