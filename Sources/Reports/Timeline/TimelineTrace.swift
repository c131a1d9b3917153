import Pipelines
import ScenarioFiles
import Timelines

/// Timelines in the Trace Event Format of chrome://tracing, which ui.perfetto.dev opens too.
///
/// Each figure is a process and each lane a thread, numbered in the order in which they are shown. The format counts
/// microseconds: whole nanoseconds are written as exact decimals of three places, so that a lane's spans cannot come to
/// overlap by rounding.
///
/// - Source: "Trace Event Format", Google, 2016.
package struct TimelineTrace {
    private let figures: [TimelineFigure]

    package init(_ figures: [TimelineFigure]) { self.figures = figures }

    /// The whole file.
    package var text: String {
        let events = figures.enumerated().flatMap { Self.events($1, process: $0 + 1) }
        return "{\"displayTimeUnit\": \"ns\", \"traceEvents\": [\n" + events.joined(separator: ",\n") + "\n]}\n"
    }

    private static func events(_ figure: TimelineFigure, process: Int) -> [String] {
        let timeline = figure.timeline
        var events = [
            metadata("process_name", process: process, thread: 0, ("name", .string(figure.title))),
            metadata("process_sort_index", process: process, thread: 0, ("sort_index", .integer(Int64(process)))),
        ]
        for (index, lane) in timeline.lanes.enumerated() {
            let name = JSONValue.string(timeline.name(of: lane))
            let place = JSONValue.integer(Int64(index + 1))
            events.append(metadata("thread_name", process: process, thread: index + 1, ("name", name)))
            events.append(metadata("thread_sort_index", process: process, thread: index + 1, ("sort_index", place)))
        }
        for (index, lane) in timeline.lanes.enumerated() {
            events += lane.spans.map { event($0, named: timeline.name(of: $0), process: process, thread: index + 1) }
        }
        for track in timeline.tracks where track.isBuffer {
            let number = timeline.accelerators > 1 ? " \(track.accelerator + 1)" : ""
            events += BufferLevel(track, in: timeline.window).steps.map {
                counter($0, named: "\(track.name)\(number): ready", process: process)
            }
        }
        return events
    }

    private static func metadata(
        _ name: String, process: Int, thread: Int, _ argument: JSONValue.Member
    ) -> String {
        JSONValue.object([
            ("ph", .string("M")), ("name", .string(name)), ("pid", .integer(Int64(process))),
            ("tid", .integer(Int64(thread))), ("args", .object([argument])),
        ]).line
    }

    private static func event(_ span: Span, named name: String, process: Int, thread: Int) -> String {
        let arguments: [JSONValue.Member] = [
            ("number", .integer(span.number)), ("sample", .integer(span.sample)), ("samples", .integer(span.samples)),
            ("epoch", .integer(Int64(span.epoch))),
        ]
        let unfinished: [JSONValue.Member] = span.isFinished ? [] : [("finished", .bool(false))]
        return JSONValue.object([
            ("ph", .string("X")), ("name", .string(name)), ("pid", .integer(Int64(process))),
            ("tid", .integer(Int64(thread))), ("ts", .microseconds(span.begin)),
            ("dur", .microseconds(span.nanoseconds)), ("args", .object(arguments + unfinished)),
        ]).line
    }

    private static func counter(_ step: BufferLevel.Step, named name: String, process: Int) -> String {
        JSONValue.object([
            ("ph", .string("C")), ("name", .string(name)), ("pid", .integer(Int64(process))),
            ("ts", .microseconds(step.nanoseconds)), ("args", .object([("elements", .integer(step.elements))])),
        ]).line
    }
}

extension JSONValue {
    /// Nanoseconds, 0 or more, as a decimal number of microseconds, exactly.
    fileprivate static func microseconds(_ nanoseconds: Int64) -> JSONValue {
        let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1000)
        return .literal("\(whole).\(String(1000 + rest).dropFirst())")
    }
}
