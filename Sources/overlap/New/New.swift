import ArgumentParser
import ScenarioFiles

/// `overlap new`.
struct New: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a commented scenario to start from.",
        discussion: """
            Without a template it writes a short scenario that explains the format. A template is a whole case: a \
            question, variants that answer it, and where each figure is from.

            For a PyTorch loop that runs, it finds the cost of a sample from figures that are usually known:
              overlap new --torch --batch 32 --workers 2 --rate "3.1 it/s" --step "100 ms"
            """)

    @Option(
        help: ArgumentHelp("A whole case instead: see --list.", valueName: "name"),
        completion: .list(Template.all.names))
    var template: String?

    @OptionGroup(title: "A PyTorch loop that runs") var loop: RecordedLoop

    @Flag(help: "List the templates, with the question of each.")
    var list = false

    @OptionGroup var file: NewFileOption

    func validate() throws {
        if loop.isGiven, template != nil { throw ValidationError("Give '--torch' or '--template', not both.") }
        guard list, template != nil || loop.isGiven || file.path != nil || file.force else { return }
        throw ValidationError("Give '--list' alone.")
    }

    func run() async throws {
        if list { return try OutputFile.write(Template.all.listing, to: nil) }
        try file.check()
        let text = try await text()
        try OutputFile.write(text, to: file.path)
        file.output.tellWritten { "overlap simulate \($0)" }
    }

    private func text() async throws(CommandFailure) -> String {
        if loop.isGiven { return Template.naming(try await loop.text(), "recorded-loop", writtenTo: file.path) }
        guard let template else { return StarterScenario.text }
        if let known = Template.all.named(template) { return Template.text(known, writtenTo: file.path) }
        throw .usage("there is no template `\(visible(template))`; \(Template.all.advice(for: template))")
    }
}
