import ArgumentParser
import Foundation
import Importers
import ScenarioFiles

/// `overlap import trace`.
struct ImportTrace: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Converts durations in a Chrome or Perfetto trace to distributions.",
        discussion: """
            Complete events (X) and begin/end pairs (B, E) are read, from a list or from `traceEvents`; the file may be \
            compressed by gzip. The steps of PyTorch's profiler, `ProfilerStep#5` and so on, are one group. With --map \
            the result is an overlay:
              overlap import trace trace.json --map decode_jpeg=decode.cost -o measured.yaml
              overlap simulate scenario.yaml --overlay measured.yaml
            """)

    @Argument(help: "A trace in JSON, or - for standard input.", completion: .file(extensions: ["json", "gz"]))
    var file: String

    @Option(help: ArgumentHelp("Group events by name, cat or thread.", valueName: "key"))
    var by = TraceGrouping.name

    @Option(
        name: .customLong("map"), parsing: .singleValue,
        help: ArgumentHelp(
            "Use a group's durations for a parameter, and write an overlay. May be repeated.",
            valueName: "name=stage.parameter"))
    var assignments: [String] = []

    @OptionGroup var written: NewFileOption

    func run() throws {
        let assignments = try assignments.map { argument throws(CommandFailure) in try Self.assignment(argument) }
        try written.check(reading: [file])
        let json = try Data(forCommand: file)
        let trace: Trace
        do throws(TraceError) { trace = try Trace(json: json, path: file, by: by.grouping) } catch {
            throw CommandFailure.badScenario("\(error)")
        }
        let text: String
        do throws(TraceError) { text = try TraceOverlay(trace, file: file, assignments: assignments).text } catch {
            throw CommandFailure.usage("\(error)")
        }
        // Without assignments the text is for people.
        if !assignments.isEmpty {
            do throws(ScenarioFileError) { try ImportedText.checkTimes(text) } catch {
                throw CommandFailure(error, ofTextFrom: file)
            }
        }
        try OutputFile.write(text, to: written.path)
        if !trace.leftOut.faultSentences.isEmpty {
            StandardError.write("warning: skipped: \(trace.leftOut.faultSentences.joined(separator: "; "))\n")
        }
        if !assignments.isEmpty { written.output.tellWritten { "overlap simulate scenario.yaml --overlay \($0)" } }
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
