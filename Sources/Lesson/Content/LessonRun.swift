package import Pipelines
import ScenarioFiles

/// A scenario that comes with the program, with the settings under which it answers a question.
package struct LessonRun: Sendable, Equatable {
    /// Its path in `scenarios/`, without the ending.
    package let scenario: String
    /// Changes in all variants, as `path=value`.
    package let changes: [String]

    /// Characters of a list of variants that fits a narrow terminal.
    private static let longestList = 36

    /// - Parameters:
    ///   - scenario: its path in `scenarios/`, without the ending.
    ///   - changes: changes in all variants, as `path=value`.
    package init(scenario: String, changes: [String] = []) {
        self.scenario = scenario
        self.changes = changes
    }

    /// The path under which commands find it.
    package var path: String { BuiltInScenarios.path(of: scenario) }

    /// The same with one more change.
    package func changing(_ path: String, to value: String) -> LessonRun {
        LessonRun(scenario: scenario, changes: changes + ["\(path)=\(value)"])
    }

    /// The command that prints the figures of some variants.
    package func simulateCommand(_ variants: [String]) -> String {
        // A name with commas must stand alone, and a long list would not fit a line.
        let list = variants.joined(separator: ",")
        let isList = list.count <= Self.longestList && !variants.contains { $0.contains(",") }
        let lists = isList ? [list] : variants
        return words("simulate", lists.flatMap { ["--variants", $0] }, changes)
    }

    /// The command that draws some variants over time.
    package func timelineCommand(_ variants: [String], from: String?, to: String?) -> String {
        let window = [("--from", from), ("--to", to)].flatMap { option, time in time.map { [option, $0] } ?? [] }
        // It shows the first replication, however many there are.
        return words(
            "timeline", variants.flatMap { ["--variant", $0] } + window,
            changes.filter { !$0.hasPrefix("run.replications=") })
    }

    private func words(_ command: String, _ options: [String], _ changes: [String]) -> String {
        (["overlap", command, path] + options + changes.flatMap { ["--set", $0] }).map(shellWord)
            .joined(separator: " ")
    }

    private func file() throws(LessonError) -> ScenarioFile {
        guard let text = BuiltInScenarios.text(of: scenario) else { throw .noScenario(scenario) }
        // They name no files, and a learner's change of one must not open some.
        let nowhere = "/dev/null"
        do { return try ScenarioFile(text: text, name: path, directory: nowhere) } catch { throw .badScenario(error) }
    }

    /// Some variants, changed.
    ///
    /// - Throws: when there is no such scenario or variant, or a change leads nowhere.
    package func scenarios(_ variants: [String]) throws(LessonError) -> [Scenario] {
        let file = try file()
        do throws(ScenarioFileError) {
            var overrides: [Override] = []
            for change in changes { overrides.append(try Override(argument: change)) }
            var scenarios: [Scenario] = []
            for variant in variants { scenarios.append(try file.scenario(variant: variant, overrides: overrides)) }
            return scenarios
        } catch {
            throw .badScenario(error)
        }
    }
}
