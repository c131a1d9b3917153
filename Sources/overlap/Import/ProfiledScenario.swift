import Importers
import PipelineRuns
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
    /// Samples of the file for each of the scenario.
    var samplesForEach = 1.0
    /// What the file cannot tell, as sentences without their points.
    var warnings: [String]
    /// What else its reader must know.
    var remark: String?

    /// Writes the scenario, its first line saying how near the simulation comes.
    ///
    /// - Parameter source: the file that was read.
    func write(from source: String, to written: NewFileOption) async throws(CommandFailure) {
        let scenario = try document.scenario(from: source)
        var rates: RatesBeside?
        if let rate {
            // The rates of a file are not known more closely.
            let simulated = try await scenario.simulated(.samplesPerSecond, replications: 4, called: "the scenario")
            rates = RatesBeside(word: word, rate, simulated: (simulated ?? 0) * samplesForEach, unit: unit)
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
}
