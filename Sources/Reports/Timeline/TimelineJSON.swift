import ScenarioFiles
import Timelines

/// The figures of timelines for programs.
package struct TimelineJSON {
    package let text: String

    package init(_ figures: [TimelineFigure]) {
        let definitions = IdleCause.allCases.map { ($0.rawValue, JSONValue.string($0.definition)) }
        let value: JSONValue = .object([
            ("timelines", .array(figures.map(Self.figure))), ("idleCauses", .object(definitions)),
        ])
        text = value.text() + "\n"
    }

    private static func figure(_ figure: TimelineFigure) -> JSONValue {
        let timeline = figure.timeline
        let lanes = zip(timeline.lanes, figure.pieces).map { lane, pieces in
            JSONValue.object([
                ("name", .string(timeline.name(of: lane))), ("spans", .integer(Int64(lane.spans.count))),
                ("shares", shares(LaneShares(pieces))),
            ])
        }
        let buffers = figure.buffers.map { buffer in
            JSONValue.object([
                ("name", .string(buffer.name)), ("capacity", .integer(buffer.level.capacity)),
                ("meanElements", .number(buffer.level.mean(in: buffer.level.window))),
            ])
        }
        return .object([
            ("title", .string(figure.title)), ("fromNanoseconds", .integer(timeline.window.lowerBound)),
            ("toNanoseconds", .integer(timeline.window.upperBound)),
            ("steps", .array(timeline.finishedSteps.map { .integer(Int64($0)) })), ("lanes", .array(lanes)),
            ("buffers", .array(buffers)), ("stages", TimelineWaits(timeline).json),
            ("warnings", .array(IncompleteCaches.warnings(timeline).map { .string($0) })),
        ])
    }

    /// All that occurs, as shares of the window.
    private static func shares(_ shares: LaneShares) -> JSONValue {
        let activities: [LaneActivity] = [.work, .setup] + IdleCause.allCases.map { .idle($0) }
        return .object(
            activities.filter { $0 == .work || shares.nanoseconds(of: $0) > 0 }.map {
                (TimelineShares.word($0), .number(shares.share(of: $0)))
            })
    }
}
