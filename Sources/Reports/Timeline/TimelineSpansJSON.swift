package import ScenarioFiles
import Timelines

extension JSONValue {
    /// A timeline for programs that draw it: every piece of every lane, every span, and how full buffers are.
    ///
    /// Times are nanoseconds. A lane's pieces cover the window without gaps; its spans say more of those in which it works:
    /// begin, end, position of the stage, first sample, samples, epoch, number, accelerator, whether it was finished, name.
    ///
    /// - Parameters:
    ///   - figure: the timeline with its title.
    ///   - variant: what was run.
    ///   - isMeasured: whether it was run for real.
    package init(spansOf figure: TimelineFigure, variant: String, isMeasured: Bool = false) {
        let timeline = figure.timeline
        let lanes = zip(timeline.lanes, figure.pieces).map { Self.lane($0, $1, of: timeline) }
        self = .object([
            ("title", .string(figure.title)), ("variant", .string(variant)), ("measured", .bool(isMeasured)),
            ("window", .string(figure.windowInWords)),
            ("from", .integer(timeline.window.lowerBound)), ("to", .integer(timeline.window.upperBound)),
            ("stages", .array(timeline.stages.map { .string($0) })),
            ("accelerators", .integer(Int64(timeline.accelerators))),
            ("steps", .array(timeline.finishedSteps.map { .integer(Int64($0)) })),
            ("sentences", .array(TimelineShares(figure).sentences.map { .string($0.replacing("\u{A0}", with: " ")) })),
            ("waits", TimelineWaits(timeline).sentence.map { .string($0) } ?? .null),
            ("warnings", .array(IncompleteCaches.warnings(timeline).map { .string($0) })),
            ("lanes", .array(lanes)),
            (
                "unused",
                .array(
                    timeline.unusedServers.map {
                        .object([
                            ("kind", .string("\($0.kind)")), ("count", .integer(Int64($0.count))),
                            ("total", .integer(Int64($0.total))),
                        ])
                    })
            ),
            ("buffers", .array(timeline.buffers(ofAccelerator: 0).map { buffer($0, of: timeline) })),
        ])

        func buffer(_ track: StageTrack, of timeline: Timeline) -> JSONValue {
            let level = BufferLevel(track, in: timeline.window)
            return .object([
                ("name", .string(track.name)),
                ("stage", .integer(Int64(timeline.stages.firstIndex(of: track.name) ?? 0))),
                ("capacity", .integer(level.capacity)), ("mean", .number(level.mean(in: level.window))),
                (
                    "steps",
                    .array(level.steps.map { .array([.integer($0.nanoseconds), .integer($0.elements)]) })
                ),
            ])
        }
    }

    private static func lane(_ lane: Lane, _ pieces: [LanePiece], of timeline: Timeline) -> JSONValue {
        .object([
            ("name", .string(timeline.name(of: lane))), ("kind", .string("\(lane.group.kind)")),
            ("style", .string(lane.group.kind.style)), ("busy", .number(LaneShares(pieces).share(of: .work))),
            (
                "pieces",
                .array(pieces.map { .array([.integer($0.begin), .integer($0.end), .string($0.activity.word)]) })
            ),
            ("spans", .array(lane.spans.map { Self.span($0, named: timeline.name(of: $0)) })),
        ])
    }

    private static func span(_ span: Span, named name: String) -> JSONValue {
        .array([
            .integer(span.begin), .integer(span.end), .integer(Int64(span.stage)), .integer(span.sample),
            .integer(span.samples), .integer(Int64(span.epoch)), .integer(span.number),
            .integer(Int64(span.accelerator)), .integer(span.isFinished ? 1 : 0), .string(name),
        ])
    }

    /// Why lanes are idle, with the words' meanings.
    package static var idleCauses: JSONValue {
        .array(
            IdleCause.allCases.map {
                .object([
                    ("cause", .string($0.rawValue)), ("style", .string($0.style)),
                    ("definition", .string($0.definition)),
                ])
            })
    }
}

extension LaneActivity {
    fileprivate var word: String {
        switch self {
        case .work: "work"
        case .setup: "setup"
        case .idle(let cause): cause.rawValue
        }
    }
}
