import PipelineRuns
package import PipelineSimulation
public import Pipelines
public import ScenarioFiles

/// The question for the cheapest configuration that meets a target: what may change, and what each configuration costs.
public struct PlanQuestion: Sendable {
    /// What is planned for.
    public let subject: PlanSubject
    /// The target: what must hold, all of it.
    public let conditions: [Condition]
    /// How much less than the target does not matter: a share of it, or points of a share.
    public let zone: Double
    /// What may change.
    public let axes: [PlanAxis]
    /// Whether that was not said, so that the usual things may change.
    public let isByDefault: Bool
    /// The most that parameters may be.
    public let limits: [PlanLimit]
    /// By what the cheapest is chosen.
    public let basis: PlanBasis
    /// The scenario as it is, within the limits.
    public let today: Scenario
    /// The same without limits for which nothing is paid.
    public let paidToday: Scenario
    /// All configurations within the limits among which the cheapest is searched for, the cheapest first; of those that cost
    /// the same, the one that has most of everything.
    public let candidates: [PlanCandidate]
    /// Configurations that may be simulated, at least 1: among them the error of a test is shared.
    let rivals: Int
    /// Values that may be tried in place of those of the best.
    let mostNeighbours: Int
    /// What makes configurations.
    let configurations: PlanConfigurations

    /// Configurations beyond which it would be better to ask in parts.
    public static let mostCandidates = 100_000

    /// - Parameters:
    ///   - subject: what is planned for.
    ///   - conditions: the target, at least one.
    ///   - zone: how much less than the target does not matter.
    ///   - vary: what may change, as `--vary` takes it; the usual things when empty.
    ///   - limits: the most that parameters may be, as `--limit` takes them.
    ///   - basis: by what the cheapest is chosen.
    /// - Throws: `PlanError` for what is not accepted, and when the task is cancelled.
    public init(
        _ subject: PlanSubject, conditions: [Condition], zone: Double = PairedFamily.usualIndifference,
        vary: [String], limits: [String], basis: PlanBasis
    ) throws(PlanError) {
        precondition(!conditions.isEmpty, "A plan has a target")
        var parsed: [PlanLimit] = []
        for limit in limits { parsed.append(try PlanLimit(argument: limit, of: subject)) }
        let space =
            vary.isEmpty
            ? try PlanSpace(usualFor: subject, conditions, parsed, disks: basis.prices?.disks ?? [])
            : try PlanSpace(vary, of: subject, parsed, disks: basis.prices?.disks ?? [])
        try self.init(subject, conditions, zone, space, isByDefault: vary.isEmpty, parsed, basis)
    }

    private init(
        _ subject: PlanSubject, _ conditions: [Condition], _ zone: Double, _ space: PlanSpace, isByDefault: Bool,
        _ limits: [PlanLimit], _ basis: PlanBasis, mostReplications: Int? = nil
    ) throws(PlanError) {
        self.subject = subject
        self.conditions = conditions
        self.zone = zone
        self.isByDefault = isByDefault
        self.limits = limits
        self.basis = basis
        axes = space.axes
        (today, paidToday) = try space.today(of: subject)
        configurations = PlanConfigurations(
            subject: subject, conditions: conditions, zone: zone, basis: basis, space: space, isStrict: !isByDefault,
            mostReplications: mostReplications)
        candidates = try configurations.searched
        mostNeighbours = space.axes.reduce(0) { $0 + $1.values.count }
        // What surrounds the best is tried too.
        rivals = candidates.count { $0.excluded == nil } + mostNeighbours
    }

    /// The same question about the subject with more changes, answered with a limited number of replications.
    func assuming(_ changes: [Override], replications: Int) throws(PlanError) -> PlanQuestion {
        try PlanQuestion(
            subject.changed(changes), conditions, zone, configurations.space, isByDefault: isByDefault, limits, basis,
            mostReplications: replications)
    }

    /// The test of one configuration as a plan makes it, excluded or not.
    ///
    /// - Parameters:
    ///   - candidate: one of the question's.
    ///   - threads: replications that run at the same time, at least 1.
    package func judged(_ candidate: PlanCandidate, threads: Int) async throws(ReplicationError) -> PlanTrial {
        var trial = PlanTrial(candidate.scenario, hourly: candidate.hourly, source: ThisMachine())
        try await trial.decide(
            conditions, zone: zone, amongRivals: rivals, threads: threads, mayLook: { true }, progress: { _, _ in })
        return trial
    }

    /// `cpu.cores = 16, prefetch.buffer = 2`.
    func text(_ values: [Int]) -> String { configurations.space.text(values) }

    /// The changes that make a configuration of the scenario as it is, in the order in which they are made.
    public func changes(_ values: [Int]) throws(PlanError) -> [Override] {
        try configurations.space.changes(values, of: subject)
    }
}
