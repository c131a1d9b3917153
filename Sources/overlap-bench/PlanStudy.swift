import Experiments
import Foundation
import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines

/// How often `overlap plan` finds the cheapest configuration of a small problem, held against an exhaustive search.
struct PlanStudy {
    /// What a problem came to.
    struct Result: Sendable {
        /// Whether anything meets the target, by many replications.
        var isFeasible: Bool
        /// Cost of the plan ÷ that of the cheapest that meets the target, both by many replications; nil without a plan.
        var costRatio: Double?
        /// Whether the mean of 200 replications of another seed meets the target, but for the zone; nil without a plan.
        var meetsTarget: Bool?
        /// Replications of the plan, and of the same tests of all configurations.
        var replications: (plan: Int, exhaustive: Int)
        /// Replications of what surrounds the plan, beside the search.
        var surroundings: Int
        /// Whether the plan says that it is the cheapest, or that there is none.
        var isDecided: Bool
    }

    /// Replications by which it is told what is true.
    private static let first = 10
    private static let most = 100
    /// Replications of another seed.
    private static let fresh = 200

    /// - Parameter problem: what is planned.
    static func result(of problem: PlanProblem) async throws -> Result {
        let question = try problem.question()
        var plan = Plan(question)
        try await plan.findBest(threads: 1)
        let searched = plan.simulations
        try await plan.find(threads: 1)
        let truth = try await truth(of: question)
        let cheapest = truth.values.compactMap(\.self).min()
        var exhaustive = 0
        for candidate in question.candidates {
            exhaustive += try await question.judged(candidate, threads: 1).replications
        }
        let best = plan.best
        return Result(
            isFeasible: cheapest != nil,
            costRatio: try await ratio(best, truth, cheapest, question),
            meetsTarget: try await meetsTarget(best, question),
            replications: (searched, exhaustive), surroundings: plan.simulations - searched,
            isDecided: plan.verdict == .planned || plan.verdict == .unreachable)
    }

    /// The cost of each configuration that meets the target; nil for one that does not.
    private static func truth(of question: PlanQuestion) async throws -> [Int: Double?] {
        var truth: [Int: Double?] = [:]
        for position in question.candidates.indices {
            truth[position] = try await cost(question.candidates[position].scenario, question, position, mustMeet: true)
        }
        return truth
    }

    /// What a configuration costs by many replications; nil if it has to meet the target and does not.
    private static func cost(
        _ scenario: Scenario, _ question: PlanQuestion, _ position: Int, mustMeet: Bool
    ) async throws -> Double? {
        var series = [ReplicationSeries(scenario)]
        try await extend(&series, to: first, threads: 1)
        let condition = question.conditions[0]
        if series[0].outOfMemory != nil { return nil }
        if mustMeet {
            let interval = interval(condition.metric, series[0], confidence: 0.9999)
            if interval?.contains(condition.threshold) == true { try await extend(&series, to: most, threads: 1) }
            guard let mean = self.interval(condition.metric, series[0], confidence: 0.95)?.mean,
                condition.isLeast ? mean >= condition.threshold : mean <= condition.threshold
            else { return nil }
        }
        guard let hourly = question.candidates[position].hourly?.perHour else { return nil }
        guard question.basis.isSimulated else { return hourly }
        return interval(.epochSeconds, series[0], confidence: 0.95).map { hourly * $0.mean / 3600 }
    }

    private static func interval(
        _ metric: Metric, _ series: ReplicationSeries, confidence: Double
    ) -> ConfidenceInterval? {
        metric.interval(of: series.reports.overLikeWindows, confidence: confidence)
    }

    private static func ratio(
        _ best: Int?, _ truth: [Int: Double?], _ cheapest: Double?, _ question: PlanQuestion
    ) async throws -> Double? {
        guard let best, let cheapest else { return nil }
        let scenario = question.candidates[best].scenario
        return try await cost(scenario, question, best, mustMeet: false).map { $0 / cheapest }
    }

    private static func meetsTarget(_ best: Int?, _ question: PlanQuestion) async throws -> Bool? {
        guard let best else { return nil }
        var scenario = question.candidates[best].scenario
        scenario.run = try RunPlan(seed: 1_000_000_007, replications: fresh)
        var series = [ReplicationSeries(scenario)]
        try await extend(&series, to: fresh, threads: 1)
        let condition = question.conditions[0].relaxed(by: question.zone)
        guard let mean = interval(condition.metric, series[0], confidence: 0.95)?.mean else { return false }
        return condition.isLeast ? mean >= condition.threshold : mean <= condition.threshold
    }
}

/// Prints the table that `Benchmarks/plan.md` keeps.
///
/// - Parameter problems: how many that have a solution.
func printPlanStudy(problems: Int = 100) async throws {
    var results: [(seed: UInt64, result: PlanStudy.Result)] = []
    var seed: UInt64 = 1
    let began = ContinuousClock.now
    while results.count(where: \.result.isFeasible) < problems {
        let batch = (0..<UInt64(ProcessInfo.processInfo.activeProcessorCount)).map { seed + $0 }
        seed += UInt64(batch.count)
        results += try await withThrowingTaskGroup(of: (UInt64, PlanStudy.Result).self) { group in
            for seed in batch {
                group.addTask { (seed, try await PlanStudy.result(of: PlanProblem(seed: seed))) }
            }
            return try await group.reduce(into: []) { $0.append((seed: $1.0, result: $1.1)) }
        }
        FileHandle.standardError.write(Data("\(results.count) problems, \(ContinuousClock.now - began)\n".utf8))
    }
    results.sort { $0.seed < $1.seed }
    let feasible = results.filter(\.result.isFeasible).prefix(problems)
    let infeasible = results.filter { !$0.result.isFeasible }
    let factors = feasible.map { Double($0.result.replications.exhaustive) / Double($0.result.replications.plan) }
        .sorted()
    print("| problems with a solution | cost within 1 % of the cheapest | meets the target less the zone | decided |")
    print("|---|---|---|---|")
    print(
        "| \(feasible.count) | \(feasible.count { ($0.result.costRatio ?? .infinity) <= 1.01 }) "
            + "| \(feasible.count { $0.result.meetsTarget == true }) | \(feasible.count { $0.result.isDecided }) |\n")
    func median(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }
    print("| replications | search | exhaustive, same tests | factor | one step less and the next best |")
    print("|---|---|---|---|---|")
    print(
        "| median | \(Int(median(feasible.map { Double($0.result.replications.plan) }))) "
            + "| \(Int(median(feasible.map { Double($0.result.replications.exhaustive) }))) "
            + "| \(Figure.one(median(factors))) (10 % below \(Figure.one(factors[factors.count / 10]))) "
            + "| \(Int(median(feasible.map { Double($0.result.surroundings) }))) |")
    let said = infeasible.count { $0.result.costRatio == nil && $0.result.meetsTarget == nil }
    print("\nOf \(infeasible.count) problems without a solution it says so of \(said).")
    for (seed, result) in feasible where (result.costRatio ?? .infinity) > 1.01 || result.meetsTarget != true {
        print("problem \(seed): cost ratio \(result.costRatio ?? .nan), meets \(result.meetsTarget ?? false)")
    }
}

/// Numbers of the table.
private enum Figure {
    static func one(_ value: Double) -> String { String(format: "%.1f", value) }
}
