import ArgumentParser
import Experiments
import Foundation
import Lesson
import Reports
import ScenarioFiles

/// `overlap export notebooks`.
struct ExportNotebooks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notebooks", abstract: "Writes six Jupyter notebooks, and the data that they read.",
        discussion: """
            01 throughput against the buffer, 02 what happens at the same time, 03 times that vary, 04 workers and buffer \
            together, 05 simulation against exact results, 06 prediction against measurement. The first cell of each has the \
            command that made its data. See docs/notebooks.md.

            With --scenario, 01 to 04 are about that scenario. Its buffer, its parallel stage and its times are found by what \
            the stages declare; a notebook about something that it does not have is left out.
            """)

    @Argument(
        help: ArgumentHelp("Where they go; created if it does not exist.", valueName: "dir"), completion: .directory)
    var directory: String

    @Option(
        help: ArgumentHelp("A scenario file. Default: built-in ones.", valueName: "file"),
        completion: .yaml)
    var scenario: String?

    @Option(help: ArgumentHelp("The variant of that scenario. Default: the first.", valueName: "name"))
    var variant: String?

    @OptionGroup var changes: ChangeOptions

    @OptionGroup var threads: ThreadsOption

    @Flag(help: "Overwrite files that exist.")
    var force = false

    @Flag(name: .shortAndLong, help: "No progress and no notices on standard error.")
    var quiet = false

    func validate() throws {
        guard scenario == nil, variant != nil || changesScenario else { return }
        throw ValidationError("'--variant', '--set', '--overlay' and '--seed' need '--scenario'.")
    }

    func run() async throws {
        let (outcomes, inputs) = try outcomes()
        let notebooks = outcomes.compactMap { if case .notebook(let notebook) = $0 { notebook } else { nil } }
        let folder = NotebookFolder(directory: OutputDirectory(path: directory), isQuiet: quiet)
        try folder.check(notebooks, reading: inputs, force: force)
        for case .leftOut(let name, let reason) in outcomes { folder.tell("\(name) is left out: \(reason)") }
        try await folder.write(notebooks, options: ["--threads", "\(threads.count)"])
    }

    private var changesScenario: Bool {
        !changes.values.isEmpty || !changes.overlays.isEmpty || changes.seed != nil || changes.allowFilesOutside
    }

    /// The notebooks in order, and what is read for them.
    private func outcomes() throws(CommandFailure) -> ([NotebookSubject.Outcome], inputs: [String]) {
        let own: [NotebookSubject.Outcome] = [.notebook(.check), .notebook(.validation)]
        guard let scenario else {
            let ladder = try NotebookSubject(
                BuiltInScenarios.text(of: "ladder") ?? "", named: "ladder.yaml", variant: "all but cache")
            let line = try NotebookSubject(NotebookFile.line, named: "line.yaml", variant: "steady")
            // The buffer runs empty, and the GPU waits.
            let window = (from: "6.7 s", to: "7.4 s")
            return ([ladder.curve, ladder.timeline(window: window), line.jitter, ladder.capacity] + own, [])
        }
        let (subject, inputs) = try subject(scenario)
        return ([subject.curve, subject.timeline(), subject.jitter, subject.capacity] + own, inputs)
    }

    private func subject(_ path: String) throws(CommandFailure) -> (NotebookSubject, inputs: [String]) {
        guard path != "-", !changes.overlays.contains("-") else {
            throw .usage("a notebook shows the commands that made its data: give files, not standard input")
        }
        let opened = try OpenedScenario(path, changes, isQuiet: true) { file throws(CommandFailure) in
            [try file.variant(forCommand: self.variant)]
        }
        let (file, variant) = (opened.file, opened.variants[0])
        let parts: SweptParts
        let parameters: [String?]
        do throws(ScenarioFileError) {
            parts = try SweptParts(file, variant: variant, overrides: opened.overrides)
            parameters = try opened.settings.map { setting throws(ScenarioFileError) in
                guard !setting.isOfSeveralParameters else { return nil }
                return try file.parameterPath(setting.path, variant: variant, overrides: opened.overrides)
            }
        } catch {
            throw CommandFailure(error)
        }
        let isThere = InputSource(path).refusal == nil
        return (
            NotebookSubject(
                scenario: .plain(isThere ? Self.absolute(path) : path),
                changes: changes.all(setting: parameters, path: Self.absolute), variant: variant, parts: parts),
            opened.inputs
        )
    }

    /// A path that leads to the same file from every folder.
    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : OutputDirectory(path: FileManager.default.currentDirectoryPath).path(of: path)
    }
}

extension ChangeOptions {
    /// The options, each as words of a command.
    ///
    /// - Parameters:
    ///   - parameters: what each `--set` sets.
    ///   - path: makes of the path of an overlay that is a file one that leads there from elsewhere.
    fileprivate func all(setting parameters: [String?], path: (String) -> String) -> [NotebookChange] {
        let files = Set(overlayFiles)
        var all = overlays.map { overlay in
            NotebookChange(words: .option("--overlay", files.contains(overlay) ? path(overlay) : overlay))
        }
        all += zip(values, parameters).map { NotebookChange(words: .option("--set", $0), parameter: $1) }
        if let seed { all.append(NotebookChange(words: .option("--seed", seed))) }
        if allowFilesOutside { all.append(NotebookChange(words: [.plain("--allow-files-outside")])) }
        return all
    }
}
