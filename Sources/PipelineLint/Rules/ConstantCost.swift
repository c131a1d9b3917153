import Pipelines
import ScenarioFiles
import Variates

extension LintRule {
    /// Calls in parallel and in order that all take the same time.
    static let constantCost = LintRule(
        .constantCost, .assumption,
        summary: "calls delivered in order all take the same time",
        reason:
            "Real calls vary, and in order the slow ones hold back those after them: a constant hides what that costs.",
        silence:
            "Silent for one call at a time, for unordered delivery, where rewrites fuse the map, and where a standard "
            + "deviation of 0.3 of the mean changes the rate by less than 2 %. Silence the rule if the cost is constant."
    ) { subject in
        subject.stages.indices.compactMap { index in
            let name = subject.stages[index].name
            guard let (parameter, seconds) = constant(subject, index) else { return nil }
            let cost = WrittenValue.quantity(seconds, .time).text()
            let value = "{lognormal: {mean: \(cost), cv: 0.3}}"
            let varying = LintFix("let it vary", .set(stage: name, parameter: parameter, value: value))
            return Suspicion(
                stage: index, "`\(name)` takes \(cost) each time.", [varying], leastChange: 0.02)
        }
    }

    /// The time that never varies, and the parameter that it is; nil where it varies, or one call runs at a time.
    private static func constant(_ subject: LintSubject, _ index: Int) -> (parameter: String, seconds: Double)? {
        let service: ServiceTime?
        switch subject.stages[index].operator {
        case let loader as DataLoader where loader.workers > 1 && loader.order == .ordered: service = loader.service
        case let other: service = cv(subject, index) == 0 ? other.serviceTime : nil
        }
        guard case .constant(let seconds)? = service?.secondsPerElement, seconds > 0 else { return nil }
        return ("cost", seconds)
    }
}
