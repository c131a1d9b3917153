import ArgumentParser
import Foundation
import Importers
import ScenarioFiles

/// `overlap import trace`.
struct ImportTrace: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Writes the durations in a Chrome or Perfetto trace as distributions.",
        discussion: """
            Read are complete events (X) and pairs of a beginning and an end (B, E), in a list or below `traceEvents`; the \
            file may be packed by gzip. The steps of PyTorch's profiler, `ProfilerStep#5` and so on, are one group. With --map the result is an overlay:
              overlap import trace trace.json --map decode_jpeg=decode.cost -o measured.yaml
              overlap simulate scenario.yaml --overlay measured.yaml
            """)

    @Argument(help: "A trace in JSON, or - for standard input.", completion: .file(extensions: ["json", "gz"]))
    var file: String

    @Option(help: ArgumentHelp("What makes events one group: name, cat or thread.", valueName: "key"))
    var by = TraceGrouping.name

    @Option(
        name: .customLong("map"), parsing: .singleValue,
        help: ArgumentHelp(
            "Give a group's durations to a parameter, and write an overlay of such. May be repeated.",
            valueName: "name=stage.parameter"))
    var assignments: [String] = []

    @OptionGroup var output: OutputOption

    func run() throws {
        let assignments = try assignments.map { argument throws(CommandFailure) in try Self.assignment(argument) }
        try FileUses.check(output.path, reading: [file])
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
        try OutputFile.write(text, to: output.path)
        if !trace.leftOut.faultSentences.isEmpty {
            StandardError.write("warning: left out: \(trace.leftOut.faultSentences.joined(separator: "; "))\n")
        }
        if !assignments.isEmpty { output.tellWritten { "overlap simulate scenario.yaml --overlay \($0)" } }
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
