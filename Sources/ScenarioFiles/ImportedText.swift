import Foundation
import Pipelines

/// A text that an import is about to write, read as it will be read: the limits of scenarios are those of imports.
package enum ImportedText {
    /// Whether a scenario is accepted.
    ///
    /// - Throws: what `overlap simulate` would say.
    package static func checkScenario(_ text: String) throws(ScenarioFileError) {
        _ = try ScenarioFile(text: text, name: "the scenario", directory: ".")
    }

    /// Whether an overlay of sections is accepted by any scenario.
    ///
    /// - Throws: what `overlap simulate` would say.
    package static func checkOverlay(_ text: String) throws(ScenarioFileError) {
        let scenario = "overlap: 1\npipeline: [source: 1]\ntrain: 1 s\n"
        let file = try ScenarioFile(text: scenario, name: "a scenario", directory: ".")
        _ = try file.scenario(variant: file.variantNames[0], overrides: try changes(text))
    }

    /// Whether an overlay gives times to parameters, whatever stages they belong to.
    ///
    /// - Throws: what `overlap simulate` would say of a time that it does not accept.
    package static func checkTimes(_ text: String) throws(ScenarioFileError) {
        var decoder = NodeDecoder(dataFiles: DataFiles(DataFolder(path: ".")), operators: .standard)
        for change in try changes(text) { _ = decoder.distribution(change.edit.value, .time) }
        try decoder.log.throwIfAny()
    }

    private static func changes(_ text: String) throws(ScenarioFileError) -> [Override] {
        let name = "the overlay"
        let read: String
        do { read = try InputLimits.scenarioText(Data(text.utf8)) } catch {
            throw ScenarioFileError(Diagnostic(error.reason, file: name))
        }
        return try Override.overlay(text: read, name: name)
    }
}
