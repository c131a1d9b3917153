import ArgumentParser
import Foundation
import Importers
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// `overlap import loop`.
struct ImportLoop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loop", abstract: "Writes a scenario of a training loop that overlap_recorder recorded.",
        discussion: """
            One line records a loop; the module is in the folder Python of the source and of the archive:
              for batch in record(loader, "loop.json", probe=True): train(batch)
            The result has the pipeline as it ran, with the times that samples, batches and steps took, the costs of worker \
            processes, the machine, and variants worth trying:
              overlap import loop loop.json -o mine.yaml
              overlap simulate mine.yaml
            The first line says how fast the loop ran and how fast it is simulated. If they differ by more than 5 %, it says so \
            first. Later runs are held against the prediction by overlap compare mine.yaml loop.json.
            """)

    @Argument(help: "A recording, or - for standard input.", completion: .file(extensions: ["json"]))
    var file: String

    @OptionGroup var written: NewFileOption

    func run() async throws {
        try written.check(reading: [file])
        let name = file == "-" ? "standard input" : file
        let loop = try LoopScenario(forCommand: file)
        let text: String
        let rates: RatesBeside
        do throws(CaseError) {
            let simulated = try await Self.samplesPerSecond(try loop.document(), name)
            rates = loop.rates(simulated: simulated)
            text = try loop.document(simulated: simulated).text
        } catch {
            throw CommandFailure.badScenario("\(name): \(error)")
        }
        try OutputFile.write(text, to: written.path)
        guard let path = written.path, path != "-" else { return }
        StandardError.write((rates.isApart ? "warning: " : "") + rates.sentence + "\n")
        for warning in loop.warnings { StandardError.write("warning: \(warning)\n") }
        written.output.tellWritten { "overlap simulate \($0)" }
    }

    /// What the loop as it ran is simulated at.
    private static func samplesPerSecond(
        _ document: ScenarioDocument, _ name: String
    ) async throws(CaseError) -> Double {
        let scenario: Scenario
        do throws(ScenarioFileError) {
            try ImportedText.checkScenario(document.text)
            scenario = try ScenarioFile(document, name: name).scenario(variant: LoopScenario.recordedVariant)
        } catch {
            throw CaseError("its values are not accepted in scenarios:\n\(error)")
        }
        do throws(ReplicationError) {
            let summary = VariantSummary(try await replicate(scenario, threads: 2), baseline: nil)
            return summary.estimates.first { $0.metric.name == Metric.runSamplesPerSecond.name }?.value ?? 0
        } catch {
            throw CaseError("it cannot be simulated: \(error)")
        }
    }
}

extension LoopScenario {
    /// Reads a recording for a command; `-` is standard input.
    init(forCommand path: String) throws(CommandFailure) {
        let data = try Data(forCommand: path)
        let name = path == "-" ? "standard input" : visible(path)
        do throws(CaseError) {
            try self.init(LoopRecording(json: data), file: URL(fileURLWithPath: name).lastPathComponent)
        } catch {
            throw .badScenario("\(name) cannot be used as a recording of a loop: \(error)")
        }
    }
}
