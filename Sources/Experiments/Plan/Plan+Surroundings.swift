import PipelineRuns
import Pipelines

extension Plan {
    /// What one value less of an axis comes to, with the others as planned.
    public struct Step: Sendable {
        /// Position of the axis.
        public let axis: Int
        /// The value below the planned one; what the scenario has as it is, of a word.
        public let value: Int
        /// Position of the configuration; nil where the pipeline does not allow it.
        public let candidate: Int?
    }

    /// The values one step below those of the plan.
    public var stepsBelow: [Step] {
        guard let best else { return [] }
        return question.axes.indices.compactMap { axis in
            lower(axis, best).map { Step(axis: axis, value: $0, candidate: position(changing: axis, to: $0, of: best)) }
        }
    }

    private func lower(_ axis: Int, _ position: Int) -> Int? {
        let (own, value) = (question.axes[axis], candidates[position].values[axis])
        if let below = own.below(value) { return below }
        return own.values[value].number == nil && own.today != value ? own.today : nil
    }

    /// Gives every setting that costs nothing what the scenario has as it is, if that does, else the smallest number that does.
    mutating func simplify(threads: Int, _ progress: (Progress) -> Void) async throws(PlanError) {
        guard let found = best else { return }
        for axis in question.axes.indices where !isTimeUp {
            guard let current = best else { return }
            let value = candidates[current].values[axis]
            if let today = question.axes[axis].today, today != value,
                try await isAsGood(axis, today, found, threads, progress)
            {
                best = position(changing: axis, to: today, of: current)
            } else if question.axes[axis].today != value {
                try await reduce(axis, found, threads, progress)
            }
        }
        rivals.removeAll { $0 == best }
    }

    private mutating func reduce(
        _ axis: Int, _ found: Int, _ threads: Int, _ progress: (Progress) -> Void
    ) async throws(PlanError) {
        guard let current = best else { return }
        let own = question.axes[axis]
        let value = candidates[current].values[axis]
        guard let number = own.values[value].number else { return }
        let lower = own.values.indices.filter { own.values[$0].number.map { $0 < number } == true }
            .sorted { (own.values[$0].number ?? 0) < (own.values[$1].number ?? 0) }
        var search = SmallestSearch(count: lower.count + 1)
        while let next = search.next, !isTimeUp {
            let isAsGood = try await isAsGood(axis, lower[next], found, threads, progress)
            search.record(isAsGood ? .met : .missed, at: next)
        }
        let smallest = search.bracket.upperBound
        if smallest < lower.count { best = position(changing: axis, to: lower[smallest], of: current) }
    }

    /// Whether the best with another value of an axis meets the target too, and costs no more than what was found first.
    private mutating func isAsGood(
        _ axis: Int, _ value: Int, _ found: Int, _ threads: Int, _ progress: (Progress) -> Void
    ) async throws(PlanError) -> Bool {
        guard let current = best, let other = try addition(changing: axis, to: value, of: current),
            candidates[other].costsLike(candidates[found]), !isExcluded(other)
        else { return false }
        guard try await judge(other, keepingBest: threads, progress) == .met else { return false }
        guard question.basis.isSimulated else { return true }
        let error = (1 - question.today.run.confidence) / Double(question.mostNeighbours)
        return cost(other) != nil && !mayCostLess(found, than: other, confidence: 1 - error)
    }

    /// Tries a configuration that is no better for being met.
    private mutating func judge(
        _ position: Int, keepingBest threads: Int, _ progress: (Progress) -> Void
    ) async throws(PlanError) -> ThresholdVerdict {
        let kept = best
        defer { best = kept }
        return try await judge(position, threads: threads, progress)
    }

    /// Configurations whose resources were tried in vain, after which no runner-up is looked for.
    private static let mostRivals = 4

    /// Tries the values below those of the plan, and finds the next best that is paid for differently.
    mutating func lookAround(threads: Int, _ progress: (Progress) -> Void) async throws(PlanError) {
        guard let best else { return }
        for step in stepsBelow where !isTimeUp {
            guard let candidate = try addition(changing: step.axis, to: step.value, of: best) else { continue }
            _ = try await judge(candidate, keepingBest: threads, progress)
        }
        let (own, paid) = (candidates[best], paidAxes(of: best))
        var provisions = [paid.map { own.values[$0] }]
        for position in question.candidates.indices where !isTimeUp {
            let candidate = candidates[position]
            let provision = paid.map { candidate.values[$0] }
            guard provisions.count <= Self.mostRivals else { break }
            guard !isExcluded(position), own.leastCost <= candidate.leastCost, !provisions.contains(provision)
            else {
                continue
            }
            provisions.append(provision)
            if try await judge(position, keepingBest: threads, progress) == .met { break }
        }
        // Of what was tried so far none need be the next best.
        guard !isTimeUp else { return }
        runnerUp = rivals(of: best, paid).min { one, other in
            guard let first = cost(one), let second = cost(other) else { return one < other }
            return first == second ? one < other : first < second
        }
    }

    /// Axes of which some value costs more or less, the others being as they are, or that are things to be bought.
    func paidAxes(of best: Int) -> [Int] {
        question.axes.indices.filter { axis in
            question.axes[axis].isOfPricedDisks
                || question.axes[axis].values.indices.contains { value in
                    position(changing: axis, to: value, of: best).map { !candidates[$0].costsLike(candidates[best]) }
                        ?? false
                }
        }
    }

    /// Configurations that meet the target, and have another value of what is paid for.
    private func rivals(of best: Int, _ paid: [Int]) -> [Int] {
        trials.keys.sorted().filter { position in
            trials[position]?.verdict == .met
                && paid.contains { candidates[position].values[$0] != candidates[best].values[$0] }
        }
    }

    /// Excluded configurations that are simulated to say how near they come.
    private static let mostNearest = 3

    /// Simulates some of what was excluded, where nothing else was tried.
    mutating func lookForNearest(threads: Int, _ progress: (Progress) -> Void) async throws(PlanError) {
        guard trials.isEmpty else { return }
        let most = question.candidates.indices.sorted {
            candidates[$0].generosity > candidates[$1].generosity
        }.prefix(Self.mostNearest)
        for position in most where !isTimeUp { try await judge(position, threads: threads, progress) }
    }
}
