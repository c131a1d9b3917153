import PipelineRuns
import PipelineSimulation
import Pipelines
package import ScenarioFiles

/// A scenario as another machine is asked for it: a variant of a file that both have, and changes.
package struct PointRequest: Codable, Sendable {
    /// A change, as in `prefetch.buffer=8`.
    struct Change: Codable {
        let path: String
        let value: String
    }

    /// What the answer is known by.
    let id: Int
    let variant: String
    let changes: [Change]
    /// The digest of the scenario: what the other machine makes of the file must be the same to the last digit.
    let key: String
    /// Which replications of it; nil for the summary of all that its run plan asks for.
    let part: ReplicationPart?

    init(id: Int, _ recipe: PointRecipe, key: String, part: ReplicationPart? = nil) {
        self.id = id
        self.key = key
        self.part = part
        variant = recipe.variant
        changes = recipe.changes.map { Change(path: $0.path, value: $0.value) }
    }

    /// Simulates what is asked for, with one thread.
    ///
    /// - Parameters:
    ///   - file: the scenario file.
    ///   - overrides: changes that hold for all requests.
    package func answer(from file: ScenarioFile, _ overrides: [Override]) async -> PointAnswer {
        var scenario: Scenario?
        do throws(ScenarioFileError) {
            let changes = try changes.map { change throws(ScenarioFileError) in
                try Override(path: change.path, value: change.value)
            }
            scenario = try file.scenario(variant: variant, overrides: overrides + changes)
        } catch {
            return PointAnswer(id: id, problem: "\(error)")
        }
        guard let scenario, StoredValues.key(scenario) == key else {
            return PointAnswer(id: id, problem: "it makes another scenario of the same file")
        }
        var answer = PointAnswer(id: id)
        do throws(ReplicationError) {
            if let part {
                answer.replications = try await part.run(scenario)
            } else {
                try await ThisMachine().summarise([scenario], threads: 1, progress: { _ in }) { _, summary in
                    answer.summary = summary.figures
                    return true
                }
            }
        } catch {
            answer.failure = "\(error)"
        }
        return answer
    }
}

/// What makes a scenario of a file.
package struct PointRecipe: Sendable {
    /// One of the file's variants.
    package let variant: String
    /// Changes after those that hold for the whole command.
    package let changes: [Override]

    /// - Parameters:
    ///   - variant: one of the file's variants.
    ///   - changes: made after those that hold for the whole command.
    package init(variant: String, changes: [Override]) {
        self.variant = variant
        self.changes = changes
    }
}

/// What another machine says to a request.
package struct PointAnswer: Codable, Sendable {
    /// The request's.
    let id: Int
    /// What was simulated.
    var summary: SummaryFigures?
    /// The same of a part of a series.
    var replications: StoredReplications?
    /// Why a replication failed: it does so everywhere.
    var failure: String?
    /// Why that machine cannot be asked.
    var problem: String?
}
