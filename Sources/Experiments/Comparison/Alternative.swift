public import Pipelines

/// One of several scenarios that are compared.
public struct Alternative: Sendable {
    /// What reports call it; no other has the same name.
    public let name: String
    /// What is simulated.
    public let scenario: Scenario

    /// - Parameters:
    ///   - name: what reports call it.
    ///   - scenario: what is simulated.
    public init(name: String, _ scenario: Scenario) {
        self.name = name
        self.scenario = scenario
    }
}
