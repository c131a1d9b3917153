import ArgumentParser
import Foundation
import Importers
import ScenarioFiles

/// `overlap import trace`.
struct ImportTrace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Converts a Chrome or Perfetto trace to a scenario, or its durations to distributions.",
        discussion: """
            Complete events (X) and begin/end pairs (B, E) are read, from a list or from `traceEvents`; the file may be \
            compressed by gzip. Where the names are those of PyTorch's loader, Lightning or tf.data, the result is a \
            scenario, and its first line compares the rate in the trace with the simulated one. For other programs, or \
            with --list, durations are listed by name; the steps of PyTorch's profiler, `ProfilerStep#5` and so on, are \
            one group. With --map the result is an overlay:
              overlap import trace trace.json --map decode_jpeg=decode.cost -o measured.yaml
              overlap simulate scenario.yaml --overlay measured.yaml
            """)

    @Argument(help: "A trace in JSON, or - for standard input.", completion: .file(extensions: ["json", "gz"]))
    var file: String

    @Flag(help: "List durations, even if the names are known.")
    var list = false

    @Option(help: ArgumentHelp("List durations by name, cat or thread.", valueName: "key"))
    var by: TraceGrouping?

    @Option(
        name: .customLong("map"), parsing: .singleValue,
        help: ArgumentHelp(
            "Use a group's durations for a parameter, and write an overlay. May be repeated.",
            valueName: "name=stage.parameter"))
    var assignments: [String] = []

    @OptionGroup var written: NewFileOption

    @OptionGroup(title: "A loop over a loader") var loader: LoaderOptions

    func validate() throws {
        guard loader.isGiven, list || by != nil || !assignments.isEmpty else { return }
        throw ValidationError("'--workers' and '--batch' are for a scenario: give them without --list, --by and --map.")
    }

    func run() async throws {
        let assignments = try assignments.map { argument throws(CommandFailure) in try Self.assignment(argument) }
        try written.check(reading: [file])
        let json = try Data(forCommand: file)
        if assignments.isEmpty, !list, by == nil, let scenario = try scenario(json) {
            return try await scenario.write(from: file, to: written)
        }
        try writeDurations(json, assignments)
    }

    /// A scenario of a program whose names are known; nil for another.
    private func scenario(_ json: Data) throws(CommandFailure) -> ProfiledScenario? {
        let program: TracedProgram?
        do throws(ImportError) { program = try TracedProgram.read(json: json, path: file) } catch {
            throw CommandFailure.badScenario("\(error)")
        }
        let command = "overlap import trace"
        switch program {
        case nil: return nil
        case .pipeline(let profile):
            return ProfiledScenario(
                document: profile.scenario(file: file, command: command), word: "traced",
                rate: profile.isTooLargeToSimulate ? nil : profile.samplesPerSecond,
                samplesForEach: profile.samplesForEach, warnings: profile.warnings)
        case .loop(let turns):
            return ProfiledScenario(turns, loader, from: file, command: command, word: "traced")
        }
    }

    private func writeDurations(_ json: Data, _ assignments: [TraceOverlay.Assignment]) throws(CommandFailure) {
        let trace: Trace
        do throws(ImportError) { trace = try Trace(json: json, path: file, by: by?.grouping ?? .name) } catch {
            throw CommandFailure.badScenario("\(error)")
        }
        let text: String
        do throws(ImportError) { text = try TraceOverlay(trace, file: file, assignments: assignments).text } catch {
            throw CommandFailure.usage("\(error)")
        }
        if !trace.leftOut.faultSentences.isEmpty {
            StandardError.write("warning: skipped: \(trace.leftOut.faultSentences.joined(separator: "; "))\n")
        }
        // Without assignments the text is for people.
        guard !assignments.isEmpty else { return try OutputFile.write(text, to: written.path) }
        try written.writeOverlay(text, from: file, check: ImportedText.checkTimes)
    }

    private static func assignment(_ argument: String) throws(CommandFailure) -> TraceOverlay.Assignment {
        guard let assignment = TraceOverlay.Assignment(argument: argument) else {
            throw .usage(
                "--map: `\(argument)` is not accepted; accepted: name=stage.parameter, such as decode_jpeg=decode.cost")
        }
        return assignment
    }
}

/// What makes events one group.
enum TraceGrouping: String, ExpressibleByArgument, CaseIterable {
    case name, cat, thread

    var grouping: Trace.Grouping {
        switch self {
        case .name: .name
        case .cat: .category
        case .thread: .thread
        }
    }
}
