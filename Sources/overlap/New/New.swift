import ArgumentParser
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

    @OptionGroup var file: NewFileOption

    func validate() throws {
        guard list, template != nil || file.path != nil || file.force else { return }
        throw ValidationError("Give '--list' alone.")
    }

    func run() throws {
        if list { return try OutputFile.write(Template.all.listing, to: nil) }
        let text = try text()
        try file.check()
        try OutputFile.write(text, to: file.path)
        file.output.tellWritten { "overlap simulate \($0)" }
    }

    private func text() throws(CommandFailure) -> String {
        guard let template else { return StarterScenario.text }
        if let known = Template.all.named(template) { return Template.text(known, writtenTo: file.path) }
        throw .usage("there is no template `\(visible(template))`; \(Template.all.advice(for: template))")
    }
}
