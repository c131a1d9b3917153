import ArgumentParser
import Foundation
import Importers
import PipelineRuns
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
        let recorded = try loop.document(name).scenario(LoopScenario.recordedVariant, from: name)
        let simulated = try await recorded.simulated(.runSamplesPerSecond, called: "\(name): it") ?? 0
        try OutputFile.write(loop.document(name, simulated: simulated).text, to: written.path)
        guard let path = written.path, path != "-" else { return }
        let rates = loop.rates(simulated: simulated)
        StandardError.write((rates.isApart ? "warning: " : "") + rates.sentence + "\n")
        for warning in loop.warnings { StandardError.write("warning: \(warning)\n") }
        written.output.tellWritten { "overlap simulate \($0)" }
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

    /// The scenario's document, with the rates beside each other where one is simulated.
    fileprivate func document(_ name: String, simulated: Double? = nil) throws(CommandFailure) -> ScenarioDocument {
        do throws(CaseError) { return try document(simulated: simulated) } catch {
            throw .badScenario("\(name): \(error)")
        }
    }
}
