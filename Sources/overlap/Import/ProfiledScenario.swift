import Importers
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// A scenario made of what a profiler or a tracer saw, to be written with its rate beside the simulated one.
struct ProfiledScenario {
    var document: ScenarioDocument
    /// What the file calls its rate.
    var word: String
    /// What is counted: `samples/s`, or `steps/s` where the size of a batch is not known.
    var unit = "samples/s"
    /// The rate in the file; nil when it does not tell, or the scenario is too large to compare.
    var rate: Double?
    /// What the file cannot tell, as sentences without their points.
    var warnings: [String]
    /// What else its reader must know.
    var remark: String?

    /// Writes the scenario, its first line saying how near the simulation comes.
    ///
    /// - Parameter source: the file that was read.
    func write(from source: String, to written: NewFileOption) async throws(CommandFailure) {
        let file: ScenarioFile
        do throws(ScenarioFileError) {
            try ImportedText.checkScenario(document.text)
            file = try ScenarioFile(document, name: source)
        } catch {
            throw CommandFailure(error, ofTextFrom: source)
        }
        var rates: RatesBeside?
        if let rate {
            rates = RatesBeside(word: word, rate, simulated: try await Self.samplesPerSecond(file), unit: unit)
        }
        let verdict =
            rates?.sentence ?? "the rate is not compared: the file shows too few steps, or too many samples in each"
        var document = document
        document.comments.insert(CommentText.sentence(verdict), at: 0)
        try OutputFile.write(document.text, to: written.path)
        if written.path != nil {
            StandardError.write((rates?.isApart == true ? "warning: " : "") + verdict + "\n")
            if let remark { StandardError.write(remark + "\n") }
        }
        for warning in warnings { StandardError.write("warning: \(warning)\n") }
        written.output.tellWritten { "overlap simulate \($0)" }
    }

    /// What the first variant is simulated at.
    private static func samplesPerSecond(_ file: ScenarioFile) async throws(CommandFailure) -> Double {
        var scenario: Scenario
        do throws(ScenarioFileError) { scenario = try file.scenario(variant: file.variantNames[0]) } catch {
            throw CommandFailure(error)
        }
        // The rates of a file are not known more closely.
        scenario.run.replications = 4
        do throws(ReplicationError) {
            return try await simulate(scenario).estimate(.samplesPerSecond)?.value ?? 0
        } catch {
            if Task.isCancelled { throw .interrupted("interrupted") }
            throw .badScenario("the scenario cannot be simulated: \(error)")
        }
    }
}
