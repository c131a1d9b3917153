import Pipelines
import Variates

/// A stage as its form sees it.
package struct ExportedStage {
    /// Its name in the scenario.
    let name: String
    /// What a path to it begins with there.
    let address: String
    /// What comes in, on average; of a source, what goes out.
    let upstream: MeanFlow
    /// Whether a stage behind it reads what it only names: files, or samples by their numbers.
    let namesOnly: Bool
    /// Whether these are files.
    let namesFiles: Bool

    /// What its function is given: a sample, or a batch of them.
    var unit: String { upstream.samples > 1 ? "batch" : "sample" }

    /// The same where files come in and the function is called for each of their samples.
    func ofSamples(_ stored: StoredFiles) -> ExportedStage {
        ExportedStage(
            name: name, address: address, upstream: MeanFlow(elements: 0, samples: 1, bytes: stored.size.mean),
            namesOnly: namesOnly,
            namesFiles: namesFiles)
    }
}

extension ExportedStage {
    /// The stages of a pipeline.
    static func all(of pipeline: Pipeline) -> [(stage: ExportedStage, operator: any Operator)] {
        let flows = pipeline.meanFlows
        let reader = pipeline.stages.firstIndex { $0.operator.takes != .sample } ?? 0
        let opensFiles = pipeline.stages[reader].operator.takes == .file
        return pipeline.stages.enumerated().map { index, stage in
            let exported = ExportedStage(
                name: stage.name, address: pipeline.address(of: stage.name), upstream: flows[max(0, index - 1)],
                namesOnly: index < reader,
                namesFiles: index < reader && opensFiles)
            return (exported, stage.operator)
        }
    }
}
