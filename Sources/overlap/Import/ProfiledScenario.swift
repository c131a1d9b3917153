import Importers
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
        if let rate { rates = try await RatesBeside(word: word, rate, unit: unit, file) }
        let verdict =
            rates?.sentence ?? "the rate is not compared: the file shows too few steps, or too many samples in each"
        var document = document
        document.comments.insert(verdict.prefix(1).uppercased() + verdict.dropFirst() + ".", at: 0)
        try OutputFile.write(document.text, to: written.path)
        if written.path != nil {
            StandardError.write((rates?.isApart == true ? "warning: " : "") + verdict + "\n")
            if let remark { StandardError.write(remark + "\n") }
        }
        for warning in warnings { StandardError.write("warning: \(warning)\n") }
        written.output.tellWritten { "overlap simulate \($0)" }
    }
}
