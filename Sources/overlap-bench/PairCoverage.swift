import Experiments
import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines

/// How often answers about pairs are right: their intervals, and what is claimed.
struct PairCoverage {
    /// Pairs of replications at most: the looks come at 10, 20 and 40.
    private static let most = 40
    private static let confidence = 0.95

    /// What experiments came to.
    struct Tally {
        var experiments = 0
        /// 95 % intervals from ten pairs that hold the exact ratio.
        var fixed = 0
        /// Intervals that hold it where the stopping rule has ended.
        var stopped = 0
        /// Claims of each kind, and those that are wrong.
        var different = 0
        var noDifference = 0
        var wrong = 0
        var pairs = 0
    }

    /// Experiments with a pair, each with seeds of its own.
    static func count(_ pair: ExactPair, experiments: Int) async throws -> Tally {
        var tally = Tally()
        for family in try await decided(experiments, pair.scenarios, pairs: [(scenario: 1, baseline: 0)]) {
            guard let answer = family.answers.first, let effect = answer.effect else { continue }
            let ten = family.series.map { Array($0.reports.prefix(10)) }
            let fixed = PairedEffect(of: effect.metric, ten[1], against: ten[0], confidence: confidence)
            tally.experiments += 1
            tally.pairs += answer.pairs
            if fixed?.ratio?.contains(pair.exactRatio) == true { tally.fixed += 1 }
            if effect.ratio?.contains(pair.exactRatio) == true { tally.stopped += 1 }
            switch answer.verdict {
            case .different:
                tally.different += 1
                let isMore = effect.difference.mean > 0
                if pair.exactRatio == 1 || isMore != (pair.exactRatio > 1) { tally.wrong += 1 }
            case .noDifference:
                tally.noDifference += 1
                if abs(pair.exactRatio - 1) > family.indifference { tally.wrong += 1 }
            case .identical, .notResolved, .noFigure: break
            }
        }
        return tally
    }

    /// Experiments with five scenarios that are equal in law in which some difference is claimed.
    static func falseClaims(experiments: Int) async throws -> Int {
        let pairs = (0..<5).flatMap { later in (0..<later).map { (scenario: later, baseline: $0) } }
        return try await decided(experiments, ExactPair.fiveEqual, pairs: pairs).count { family in
            family.answers.contains { $0.verdict == .different }
        }
    }

    /// Families of scenarios by seed, decided by steady throughput.
    private static func decided(
        _ experiments: Int, _ scenarios: @escaping @Sendable (UInt64) throws -> [Scenario],
        pairs: [(scenario: Int, baseline: Int)]
    ) async throws -> [PairedFamily] {
        try await withThrowingTaskGroup(of: (Int, PairedFamily).self) { group in
            for experiment in 0..<experiments {
                group.addTask {
                    var all = try scenarios(UInt64(experiment) + 1)
                    for index in all.indices { all[index].run.maxReplications = most }
                    var family = PairedFamily(all, pairs: pairs, objective: .figure(.samplesPerSecond))
                    try await family.decide(threads: 1)
                    return (experiment, family)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

/// Prints the third table that `Benchmarks/coverage.md` keeps, and how often a difference is claimed where there is none.
func printPairCoverage(experiments: Int = 1_000) async throws {
    print(
        "| pair | exact ratio | ten pairs hold it | stopping rule holds it | pairs on average "
            + "| different, no difference, not resolved | wrong |")
    print("|---|---|---|---|---|---|---|")
    func percent(_ count: Int, _ of: Int) -> String { "\((Double(count) / Double(of) * 1_000).rounded() / 10) %" }
    for pair in ExactPair.ten {
        let tally = try await PairCoverage.count(pair, experiments: experiments)
        let all = tally.experiments
        let ratio = (pair.exactRatio * 10_000).rounded() / 10_000
        let pairs = (Double(tally.pairs) / Double(all) * 10).rounded() / 10
        let open = all - tally.different - tally.noDifference
        print(
            "| \(pair.name) | \(ratio) | \(percent(tally.fixed, all)) | \(percent(tally.stopped, all)) | \(pairs) "
                + "| \(percent(tally.different, all)), \(percent(tally.noDifference, all)), \(percent(open, all)) "
                + "| \(percent(tally.wrong, all)) |")
    }
    let claims = try await PairCoverage.falseClaims(experiments: experiments / 2)
    print(
        "\nFive scenarios equal in law: a difference is claimed in \(percent(claims, experiments / 2)) of \(experiments / 2) experiments."
    )
}
