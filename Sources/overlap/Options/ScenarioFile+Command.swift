import Lesson
import Pipelines
import ScenarioFiles

extension ScenarioFile {
    /// Reads a scenario for a command, the built-in example when there is no path.
    init(forCommand path: String?, _ changes: ChangeOptions) throws(CommandFailure) {
        try changes.checkStandardInput(besides: path)
        try self.init(forCommand: path, allowsFilesOutside: changes.allowFilesOutside)
    }

    /// Reads a scenario that a command does not change.
    init(forCommand path: String?, allowsFilesOutside outside: Bool = false) throws(CommandFailure) {
        do throws(ScenarioFileError) {
            if let path, InputSource(path).refusal != nil, let text = BuiltInScenarios.text(atPath: path) {
                try self.init(text: text, name: path, directory: ".", allowsFilesOutside: outside)
            } else if let path {
                try self.init(path: path, allowsFilesOutside: outside)
            } else {
                try self.init(
                    text: BuiltInExample.text, name: "built-in example", directory: ".", allowsFilesOutside: outside)
            }
        } catch {
            throw CommandFailure(error, reading: path ?? "-")
        }
    }

    /// The variant that `--variant` names, or the first.
    func variant(forCommand name: String?) throws(CommandFailure) -> String {
        guard let name else { return variantNames[0] }
        guard variantNames.contains(name) else {
            throw .unknown("variant", visible(name), in: "--variant", known: variantNames.map(visible))
        }
        return name
    }

    /// The scenarios of variants, changed.
    func scenarios(_ variants: [String], _ overrides: [Override]) throws(CommandFailure) -> [Scenario] {
        do throws(ScenarioFileError) {
            var scenarios: [Scenario] = []
            for variant in variants { scenarios.append(try scenario(variant: variant, overrides: overrides)) }
            return scenarios
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Changes and, after them, guesses at places of their ranges.
    func overrides(
        _ overrides: [Override], assuming places: [(guess: Guess, place: Double)], variant: String
    ) throws(CommandFailure) -> [Override] {
        do throws(ScenarioFileError) {
            return overrides + (try self.overrides(assuming: places, variant: variant, overrides: overrides))
        } catch {
            throw CommandFailure(error)
        }
    }
}
