import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines

extension Plan {
    /// Compares the best with those that may cost less by more than the zone, until none may; those of which the last look
    /// does not tell stay its rivals.
    ///
    /// Cost is that of an hour, which is known, × the length of an epoch: a paired ratio of lengths decides, with looks and
    /// shares of the error as everywhere (Bonferroni over the configurations that meet the target).
    mutating func select(threads: Int, _ progress: (Progress) -> Void) async throws(PlanError) {
        let met = trials.keys.filter { trials[$0]?.verdict == .met }.sorted()
        guard let first = best, let plan = trials[first]?.scenario.run else { return }
        let schedule = LookSchedule(plan)
        rivals = met.filter { $0 != first }
        for (look, count) in schedule.counts.enumerated() where !rivals.isEmpty && !isTimeUp {
            guard let known = best else { return }
            try await extend([known] + rivals, to: count, threads: threads)
            let cheapest = cheapest(of: [known] + rivals)
            best = cheapest
            let confidence = 1 - schedule.error(atLook: look) / Double(met.count - 1)
            rivals = met.filter { $0 != cheapest && mayCostLess($0, than: cheapest, confidence: confidence) }
        }
    }

    /// The one whose mean cost is least, the first of several.
    private func cheapest(of positions: [Int]) -> Int {
        func amount(_ position: Int) -> Double { cost(position)?.amounts[0] ?? .infinity }
        return positions.reduce(positions[0]) { amount($1) < amount($0) ? $1 : $0 }
    }

    private mutating func extend(_ positions: [Int], to count: Int, threads: Int) async throws(PlanError) {
        for position in positions {
            guard var trial = trials[position], trial.replications < count else { continue }
            defer { trials[position] = trial }
            do throws(ReplicationError) { try await trial.extend(to: count, threads: threads) { _, _ in } } catch {
                throw .failed(error, at: question.text(candidates[position].values))
            }
        }
    }

    /// Whether it is not certain that a configuration costs as much as another, but for the zone.
    func mayCostLess(_ position: Int, than other: Int, confidence: Double) -> Bool {
        guard let own = trials[position], let reference = trials[other],
            let price = candidates[position].hourly?.perHour,
            let otherPrice = candidates[other].hourly?.perHour, otherPrice > 0,
            let effect = PairedEffect(
                of: .epochSeconds, own.series.reports, against: reference.series.reports, confidence: confidence)
        else { return false }
        let ratio = effect.ratio?.lower ?? effect.ratio?.mean ?? 1
        return ratio * price / otherPrice < 1 - question.zone
    }
}
