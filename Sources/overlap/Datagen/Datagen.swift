import ArgumentParser
import Experiments
import Foundation
import PipelineExecution
import Pipelines
import Reports
import ScenarioFiles

/// `overlap datagen`.
struct Datagen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the data files of a scenario, for real runs.",
        discussion: """
            Each sample has the size that the simulator draws for it, and contents that follow from the seed. Complete \
            files are kept, so the same command continues an interrupted one. One directory serves all variants with the \
            same source and seed. 5 % of the file system, or 256 MiB if that is less, stays free.
            """)

    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String

    @Option(
        help: ArgumentHelp(
            "The directory of the data. Default: overlap-data/ with the scenario file's name.", valueName: "dir"),
        completion: .directory)
    var data: String?

    @Option(help: ArgumentHelp("The variant whose data to write, if variants read different data.", valueName: "name"))
    var variant: String?

    @OptionGroup var changes: ChangeOptions

    @Flag(help: "Print what would be written, and write nothing.")
    var dryRun = false

    @Flag(name: .shortAndLong, help: "No progress and no notices on standard error.")
    var quiet = false

    func run() async throws {
        let directory = try DataPath.directory(data, forScenario: file)
        let opened = try OpenedScenario(file, changes, isQuiet: quiet) { file in
            variant.map { [$0] } ?? file.variantNames
        }
        let dataSet = try Self.dataSet(of: opened.scenarios())
        let text = dryRun ? try survey(dataSet, directory) : try write(dataSet, directory)
        try OutputFile.write(text, to: nil)
    }

    /// The data that all variants read.
    private static func dataSet(of scenarios: [Scenario]) throws(CommandFailure) -> DataSet {
        let groups: [VariantData.Group]
        do { groups = try VariantData(scenarios).groups } catch { throw CommandFailure(error) }
        guard groups.count != 1 else { return groups[0].dataSet }
        let lines = groups.map { group in
            "  \(group.variants.map { "`\($0)`" }.joined(separator: ", ")): \(DatagenText.summary(group.dataSet))"
        }
        throw .usage(
            "the variants read different data; choose one with `--variant`, and give it its own directory with `--data`\n"
                + lines.joined(separator: "\n"))
    }

    private func survey(_ dataSet: DataSet, _ directory: String) throws(CommandFailure) -> String {
        do throws(DataError) {
            let survey = try DataSurvey(dataSet, at: directory)
            try survey.requireSpace(at: directory)
            return DatagenText.survey(survey, dataSet, directory)
        } catch {
            throw CommandFailure(error)
        }
    }

    private func write(_ dataSet: DataSet, _ directory: String) throws(CommandFailure) -> String {
        var line = ProgressLine(unit: "files", isQuiet: quiet)
        defer { line.end() }
        let began = ContinuousClock.now
        let progress: DataProgress
        do throws(DataError) {
            progress = try DataWriter(dataSet, at: directory).write { progress in
                line.update(fraction: progress.fraction, DatagenText.progress(progress))
                return !Task.isCancelled
            }
        } catch {
            throw CommandFailure(error)
        }
        guard progress.isComplete else {
            throw .interrupted("interrupted: \(DatagenText.progress(progress)); the same command continues from there")
        }
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        return DatagenText.closing(progress, directory, seconds: seconds)
    }
}

/// Where the data of a scenario are.
enum DataPath {
    /// The directory that was asked for, or `overlap-data/` and the scenario file's name without its ending.
    static func directory(_ asked: String?, forScenario file: String) throws(CommandFailure) -> String {
        if let asked {
            guard !asked.isEmpty else { throw .usage("`--data` is empty: give a directory") }
            return asked
        }
        guard file != "-" else { throw .usage("a scenario from standard input has no name: give `--data`") }
        return "overlap-data/" + URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    }
}
