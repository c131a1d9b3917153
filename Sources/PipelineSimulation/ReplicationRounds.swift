import Measurements
import PipelineRuns
import Pipelines

/// Which replications of one scenario are to be run, decided round by round.
///
/// Decisions look at complete rounds only, so that they do not depend on which replication happens to end first.
struct ReplicationRounds {
    /// Replications below which `auto` never stops; also the first round of a given number of replications, so that a
    /// scenario without enough memory is not run a thousand times.
    static let firstRound = 10

    let scenario: Scenario
    private let rule: PrecisionRule?
    private var outcomes: [RunOutcome?] = []
    /// Of the first round's replications, until all have finished and agree on the end of the warm-up.
    private var histories: [RunHistory?] = []
    private var warmUp: WarmUpEnd?
    private var unfinished = 0
    /// Replications up to the end of this round.
    private(set) var target: Int
    private(set) var result: Replications?

    init(_ scenario: Scenario) {
        let plan = scenario.run
        self.scenario = scenario
        if plan.replications == nil && plan.maxReplications >= 2 {
            rule = PrecisionRule(
                relativeHalfWidth: plan.precision, confidence: plan.confidence,
                minimumReplications: min(Self.firstRound, plan.maxReplications),
                maximumReplications: plan.maxReplications)
        } else {
            rule = nil
        }
        target = min(Self.firstRound, plan.replications ?? plan.maxReplications)
    }

    /// Replications finished.
    var finishedCount: Int { outcomes.count - unfinished }

    /// The next replication to start; nil when the round has none left.
    mutating func next() -> Int? {
        guard result == nil, outcomes.count < target else { return nil }
        outcomes.append(nil)
        if warmUp == nil { histories.append(nil) }
        unfinished += 1
        return outcomes.count - 1
    }

    mutating func finished(_ replication: Int, _ outcome: RunOutcome, _ history: RunHistory) {
        if let warmUp {
            outcomes[replication] = outcome.steady(after: warmUp, in: history)
        } else {
            outcomes[replication] = outcome
            histories[replication] = history
        }
        unfinished -= 1
        guard unfinished == 0 && outcomes.count == target else { return }
        if warmUp == nil { agreeOnWarmUp() }
        decide()
    }

    private mutating func agreeOnWarmUp() {
        let common = WarmUpEnd(of: histories.compactMap { $0 })
        for case let (index, history?) in histories.enumerated() {
            outcomes[index] = outcomes[index]?.steady(after: common, in: history)
        }
        warmUp = common
        histories = []
    }

    private mutating func decide() {
        var reports: [RunReport] = []
        for case let outcome? in outcomes {
            switch outcome {
            case .completed(let report): reports.append(report)
            case .outOfMemory(let outOfMemory):
                result = Replications(
                    scenario: scenario, reports: reports, precision: .notAsked, outOfMemory: outOfMemory)
                return
            }
        }
        guard let rule,
            let rate = Metric.samplesPerSecond.interval(of: reports.overLikeWindows, confidence: rule.confidence)
        else { return decideFixed(reports) }
        switch rule.decide(rate) {
        case .met: finish(reports, .met)
        case .capReached: finish(reports, .notMet)
        case .needMore(let more): target += more
        }
    }

    private mutating func decideFixed(_ reports: [RunReport]) {
        guard let replications = scenario.run.replications else { return finish(reports, .notMet) }
        if target == replications { finish(reports, .notAsked) } else { target = replications }
    }

    private mutating func finish(_ reports: [RunReport], _ precision: Replications.Precision) {
        result = Replications(scenario: scenario, reports: reports, precision: precision, outOfMemory: nil)
    }
}

extension RunOutcome {
    func steady(after warmUp: WarmUpEnd, in history: RunHistory) -> RunOutcome {
        guard case .completed(let report) = self else { return self }
        return .completed(report.steady(after: warmUp, in: history))
    }
}
