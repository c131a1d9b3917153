import ArgumentParser
import Foundation
import ScenarioFiles

/// `overlap new`.
struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a commented scenario to start from.",
        discussion: """
            Without a template a short scenario that explains the format. A template is a whole case: a question, variants \
            that answer it, and where each figure is from.
            """)

    @Option(
        help: ArgumentHelp("A whole case instead: see --list.", valueName: "name"),
        completion: .list(Template.all.names))
    var template: String?

    @Flag(help: "List the templates, with the question of each.")
    var list = false

    @OptionGroup var output: OutputOption

    @Flag(help: "Overwrite the file if it exists.")
    var force = false

    func validate() throws {
        guard list, template != nil || output.path != nil || force else { return }
        throw ValidationError("Give '--list' alone.")
    }

    func run() throws {
        if list { return try OutputFile.write(Template.all.listing, to: nil) }
        let text = try text()
        if let path = output.path, !OutputPlace.isStandardOutput(path), !force,
            FileManager.default.fileExists(atPath: path)
        {
            throw CommandFailure.inputOutput("`\(visible(path))` exists; --force overwrites it")
        }
        try OutputFile.write(text, to: output.path)
        output.tellWritten { "overlap simulate \($0)" }
    }

    private func text() throws(CommandFailure) -> String {
        guard let template else { return StarterScenario.text }
        if let known = Template.all.named(template) { return Template.text(known, writtenTo: output.path) }
        throw .usage("there is no template `\(visible(template))`; \(Template.all.advice(for: template))")
    }
}
