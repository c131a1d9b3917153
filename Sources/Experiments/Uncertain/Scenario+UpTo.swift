import Pipelines

extension Scenario {
    /// The same, answered with a limited number of replications, unless it asks for a number of its own.
    func upTo(replications: Int) -> Scenario {
        var scenario = self
        scenario.run.maxReplications = min(scenario.run.maxReplications, replications)
        return scenario
    }
}
