import Experiments
import Pipelines
import Reports
import ScenarioFiles

/// The variant that notebooks are about.
struct NotebookSubject {
    /// A notebook, or why there is none.
    enum Outcome {
        case notebook(ExportedNotebook)
        case leftOut(name: String, reason: String)
    }

    /// The scenario, as the commands name it.
    let scenario: NotebookCommand.Word
    /// What is written for the commands to read.
    var files: [(name: String, text: String)] = []
    /// Options by which the commands change the scenario.
    var changes: [NotebookChange] = []
    let variant: String
    let parts: SweptParts

    /// Throughput against the places of the buffer.
    var curve: Outcome {
        let name = "01-curve"
        guard let buffer = parts.buffer else { return .leftOut(name: name, reason: Self.noBuffer) }
        return sweep(
            name, .curve, over: [(buffer, Self.places(buffer, upTo: 64))], along: buffer,
            ["samplesPerSecond", "trainerUtilisation", "stallFraction"])
    }

    /// Lanes and buffers over the same time.
    ///
    /// - Parameter window: from when to when; the first steps when nil.
    func timeline(window: (from: String, to: String)? = nil) -> Outcome {
        let name = "02-timeline"
        let (data, drawn) = ("\(name).json", "\(name).txt")
        // A buffer without a place would be a strip without a level.
        let buffer = parts.buffer.flatMap { $0.count == 0 ? $0.path : nil }
        var words = [scenario] + .option("--variant", variant) + changes.flatMap(\.words)
        if let buffer { words += .option("--set", "\(buffer)=2") }
        if let window { words += .option("--from", window.from) + .option("--to", window.to) }
        words += [.plain("--spans"), .file(data), .plain("-o"), .file(drawn)]
        return .notebook(
            ExportedNotebook(
                name: name, kind: .timeline, commands: [NotebookCommand(verb: .timeline, words: words)],
                data: [data, drawn], files: files, parameters: ["DATA": .text(data)],
                passages: [
                    "subject": .words(title),
                    "note": .markdown(
                        buffer == nil
                            ? ""
                            : "The variant's buffer has size 0: `--set` makes it 2, so that there is a level to draw."
                    ),
                ]))
    }

    /// The curve for times that vary more and more.
    var jitter: Outcome {
        let name = "03-jitter"
        guard let buffer = parts.buffer else { return .leftOut(name: name, reason: Self.noBuffer) }
        guard let work = parts.work, let values = work.logNormals(ofVariabilities: Self.variabilities) else {
            return .leftOut(name: name, reason: "no work takes a time whose variability can be changed")
        }
        return sweep(
            name, .jitter, over: [(work, values.joined(separator: ",")), (buffer, Self.places(buffer, upTo: 32))],
            along: buffer, ["samplesPerSecond"],
            parameters: [
                "WORK": .text(work.path), "VARIABILITIES": .list(Self.variabilities.map(PythonValue.number)),
            ], passages: ["work": .words(work.path)])
    }

    /// Throughput and memory over calls at a time and places.
    var capacity: Outcome {
        let name = "04-capacity"
        guard let buffer = parts.buffer else { return .leftOut(name: name, reason: Self.noBuffer) }
        guard let calls = parts.calls else {
            return .leftOut(name: name, reason: "no stage can have several calls or worker processes at a time")
        }
        return sweep(
            name, .capacity, over: [(calls, "1..16:log2"), (buffer, Self.places(buffer, upTo: 32))], along: buffer,
            ["samplesPerSecond", "peakBufferedBytes"], parameters: ["CALLS": .text(calls.path)],
            passages: ["calls": .words(calls.path)])
    }

    private static let variabilities = [0, 0.5, 1, 2.0]
    private static let noBuffer =
        "no stage keeps elements ready whose number can be changed: a `prefetch: 0` at the end of the pipeline would"

    private var title: String {
        variant == "base" ? parts.scenario.name : "\(parts.scenario.name), \(variant)"
    }

    /// None, where that is accepted, then doubled.
    private static func places(_ buffer: Setting, upTo most: Int) -> String {
        "\(buffer.accepts(0) ? 0 : 1)..\(most):log2"
    }

    /// A notebook about a sweep along the buffer.
    private func sweep(
        _ name: String, _ kind: BuiltInNotebook, over axes: [(parameter: Setting, values: String)],
        along buffer: Setting, _ metrics: [String], parameters: [String: PythonValue] = [:],
        passages: [String: MarkdownPassage] = [:]
    ) -> Outcome {
        let data = "\(name).csv"
        return .notebook(
            ExportedNotebook(
                name: name, kind: kind, commands: [command(axes, metrics, data)], data: [data], files: files,
                parameters: ["DATA": .text(data), "TITLE": .text(title), "BUFFER": .text(buffer.path)]
                    .merging(parameters) { $1 },
                passages: ["subject": .words(title), "buffer": .words(buffer.path)].merging(passages) { $1 }))
    }

    /// So many replications that intervals can be seen in a picture, and that nobody waits.
    ///
    /// What is varied is not set beside that: a sweep refuses it.
    private func command(
        _ axes: [(parameter: Setting, values: String)], _ metrics: [String], _ data: String
    ) -> NotebookCommand {
        var words = [scenario] + .option("--variants", variant)
        words += changes.filter { change in !axes.contains { change.sets($0.parameter) } }.flatMap(\.words)
        for axis in axes { words += .option("--vary", "\(axis.parameter.path)=\(axis.values)") }
        words += .option("--replications", "10")
        words += .option("--metrics", metrics.joined(separator: ","))
        return NotebookCommand(verb: .sweep, words: words + [.plain("-o"), .file(data)])
    }
}

extension NotebookSubject {
    /// A scenario of the program, written beside the notebooks.
    init(_ text: String, named file: String, variant: String) throws(CommandFailure) {
        do throws(ScenarioFileError) {
            let read = try ScenarioFile(text: text, name: file, directory: ".")
            self.init(
                scenario: .file(file), files: [(file, text)], variant: variant,
                parts: try SweptParts(read, variant: variant))
        } catch {
            throw CommandFailure(error)
        }
    }
}
