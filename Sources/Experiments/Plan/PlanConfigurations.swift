import PipelineRuns
import Pipelines
import ScenarioFiles

/// Makes configurations of a scenario from values of what may change.
struct PlanConfigurations: Sendable {
    let subject: PlanSubject
    let conditions: [Condition]
    let zone: Double
    let basis: PlanBasis
    let space: PlanSpace
    /// Whether what the pipeline does not allow is a mistake of whoever asked, rather than left out.
    let isStrict: Bool
    /// Replications of each at most, beside what the scenario says; nil without another limit.
    let mostReplications: Int?

    /// A configuration; nil where the pipeline does not allow it.
    func candidate(_ values: [Int]) throws(PlanError) -> PlanCandidate? {
        guard let own = try space.scenario(values, of: subject, isRequired: isStrict) else { return nil }
        let scenario = mostReplications.map { own.simulated.upTo(replications: $0) } ?? own.simulated
        let generosity = zip(space.axes, values).reduce(0) { $0 + $1.0.generosity($1.1) }
        do throws(PipelineError) {
            return try PlanCandidate(
                values, scenario, paying: own.paid, conditions, zone: zone, basis, generosity: generosity)
        } catch {
            throw .cannotRun(error, at: space.text(values))
        }
    }

    /// Those among which the cheapest is searched for, the cheapest first; of those that cost the same, the one that has most
    /// of everything.
    var searched: [PlanCandidate] {
        get throws(PlanError) {
            var candidates: [PlanCandidate] = []
            for values in space.combinations {
                if Task.isCancelled { throw .cancelled }
                if let candidate = try candidate(values) { candidates.append(candidate) }
            }
            guard !candidates.isEmpty else { throw .badQuestion("no configuration is within the limits") }
            return candidates.sorted { one, other in
                guard one.leastCost == other.leastCost else { return one.leastCost < other.leastCost }
                guard one.generosity == other.generosity else { return one.generosity > other.generosity }
                return one.values.lexicographicallyPrecedes(other.values)
            }
        }
    }
}
