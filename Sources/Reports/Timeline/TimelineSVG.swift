import ScenarioFiles
import Timelines

/// Timelines as a picture, one above the other on one time axis.
///
/// All positions are computed with whole numbers of nanoseconds and written in hundredths of a pixel. Idle times are told
/// apart by hatching and by hue, busy ones by kind; the colours are those of Okabe and Ito.
public struct TimelineSVG {
    private let figures: [TimelineFigure]
    private let origin: String
    private let axis: TimelineAxis

    private static let width = 960
    private static let left = 138
    private static let right = 62
    private static let rowHeight = 18
    private static let rowPitch = 24
    private static let lineHeight = 17
    /// Pieces beyond which a row is drawn in columns.
    private static let mostPieces = 400
    private static let wordsPerLine = 132

    /// - Parameters:
    ///   - figures: from top to bottom.
    ///   - origin: where the timelines come from, in a sentence.
    public init(_ figures: [TimelineFigure], origin: String) {
        self.figures = figures
        self.origin = origin
        axis = TimelineAxis(figures: figures, length: (Self.width - Self.left - Self.right) * 100)
    }

    /// The whole file.
    public var text: String {
        var y = 8
        var body: [String] = []
        for figure in figures { body += block(figure, from: &y) }
        body += key(from: &y)
        let height = y + 8
        let title = figures.map(\.title).joined(separator: "; ")
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(height)" width="\(Self.width)" \
            height="\(height)" role="img" aria-labelledby="title description">
            <title id="title">Timeline: \(Self.escaped(title))</title>
            <desc id="description">\(Self.escaped(description))</desc>
            \(TimelineSVGStyle.text)
            <rect class="page" width="\(Self.width)" height="\(height)"/>
            \(body.joined(separator: "\n"))
            </svg>

            """
    }

    /// The figures in words, for those who do not see them.
    private var description: String {
        figures.map { figure in
            "\(figure.title), \(figure.windowInWords). "
                + TimelineShares(figure).sentences.map { $0.replacing("\u{A0}", with: " ") + "." }.joined(
                    separator: " ")
        }.joined(separator: " ")
    }

    // MARK: - Rows

    private func block(_ figure: TimelineFigure, from y: inout Int) -> [String] {
        var lines: [String] = []
        y += Self.lineHeight
        lines.append(Self.label("\(figure.title): \(figure.windowInWords)", x: 8, y: y, "head"))
        lines.append(Self.label("busy", x: Self.width - 8, y: y, "end small"))
        y += 10
        let top = y
        for row in figure.rows {
            lines += lane(row, of: figure, y: y)
            y += Self.rowPitch
        }
        let buffers = figure.buffers
        if !buffers.isEmpty {
            y += Self.lineHeight - 4
            lines.append(Self.label("elements ready, and their mean", x: Self.width - 8, y: y, "end small"))
            y += 6
        }
        for buffer in buffers {
            lines += strip(buffer, y: y)
            y += Self.rowPitch
        }
        return lines + ticks(from: top, to: &y)
    }

    private func lane(_ row: TimelineFigure.Row, of figure: TimelineFigure, y: Int) -> [String] {
        var lines = ["<g>", Self.label(row.name, x: 8, y: y + 13, "")]
        lines.append(
            Self.label(QuantityFormat.percent(figure.busyShare(of: row)), x: Self.width - 8, y: y + 13, "end"))
        let (from, to) = (figure.timeline.window.lowerBound, figure.timeline.window.upperBound)
        lines.append(rectangle(axis.position(of: from), axis.position(of: to), y: y, "lane"))
        let count = row.lanes.reduce(0) { $0 + figure.pieces[$1].count }
        if row.lanes.count == 1 && count <= Self.mostPieces {
            lines += exactly(row, of: figure, y: y)
        } else {
            lines += inColumns(row, of: figure, y: y)
        }
        return lines + ["</g>"]
    }

    /// Every piece with a title of its own.
    private func exactly(_ row: TimelineFigure.Row, of figure: TimelineFigure, y: Int) -> [String] {
        let timeline = figure.timeline
        var lines: [String] = []
        for piece in figure.pieces[row.lanes[0]] {
            guard case .idle(let cause) = piece.activity, cause != .noWork else { continue }
            lines.append(rectangle(of: piece.begin..<piece.end, y: y, cause.style, cause.rawValue))
        }
        for span in timeline.lanes[row.lanes[0]].spans {
            let style = span.activity == .setup ? "setup" : row.kind.style
            lines.append(rectangle(of: span.begin..<span.end, y: y, style, Self.title(span, in: timeline)))
        }
        return lines
    }

    /// Half-pixel columns, equal ones together.
    private func inColumns(_ row: TimelineFigure.Row, of figure: TimelineFigure, y: Int) -> [String] {
        let columns = TimelineAxis(window: axis.window, length: axis.length / 50)
        let cells = figure.cells(of: row, on: columns)
        var lines: [String] = []
        var first = 0
        for index in cells.indices where index + 1 == cells.count || cells[index + 1] != cells[index] {
            if let style = Self.style(cells[index], row.kind) {
                lines.append(rectangle(first * 50, (index + 1) * 50, y: y, style))
            }
            first = index + 1
        }
        return lines
    }

    /// The number of ready elements as a stepped area; a dashed line where the buffer is full.
    private func strip(_ buffer: (name: String, level: BufferLevel), y: Int) -> [String] {
        let level = buffer.level
        let capacity = max(1, level.capacity)
        let bottom = (y + Self.rowHeight) * 100
        func height(_ elements: Int64) -> Int {
            bottom - Int(Int128(elements) * Int128(Self.rowHeight * 100) / Int128(capacity))
        }
        var path = "M\(x(level.window.lowerBound)) \(Self.pixels(bottom))"
        for step in level.steps {
            path += "H\(x(step.nanoseconds))V\(Self.pixels(height(min(step.elements, capacity))))"
        }
        path += "H\(x(level.window.upperBound))V\(Self.pixels(bottom))Z"
        let mean = Figure.decimal(level.mean(in: level.window), 2)
        return [
            "<g>", Self.label("\(buffer.name) 0..\(level.capacity)", x: 8, y: y + 13, ""),
            Self.label(mean, x: Self.width - 8, y: y + 13, "end"), "<path class=\"buffer\" d=\"\(path)\"/>",
            "<line class=\"full\" x1=\"\(x(level.window.lowerBound))\" x2=\"\(x(level.window.upperBound))\" y1=\"\(y)\" "
                + "y2=\"\(y)\"/>",
            "</g>",
        ]
    }

    private func ticks(from top: Int, to y: inout Int) -> [String] {
        let bottom = y - 2
        y += 14
        return axis.ticks(apart: 9000).flatMap { tick -> [String] in
            let place = x(tick.nanoseconds)
            let isLast = tick.nanoseconds == axis.window.upperBound
            return [
                "<line class=\"tick\" x1=\"\(place)\" x2=\"\(place)\" y1=\"\(top - 4)\" y2=\"\(bottom)\"/>",
                "<text class=\"small\(isLast ? " end" : " middle")\" x=\"\(place)\" y=\"\(y - 2)\">"
                    + "\(Self.escaped(tick.label))</text>",
            ]
        }
    }

    // MARK: - Key

    private func key(from y: inout Int) -> [String] {
        y += 10
        var lines: [String] = []
        for entry in entries {
            let words = Paragraph.lines(entry.text, columns: Self.wordsPerLine)
            for (index, line) in words.enumerated() {
                y += Self.lineHeight
                if index == 0 {
                    lines += swatch(entry.styles, y: y - 11)
                }
                lines.append(Self.label(line, x: 66, y: y, "small"))
            }
        }
        for line in Paragraph.lines(origin, columns: Self.wordsPerLine) {
            y += Self.lineHeight
            lines.append(Self.label(line, x: 8, y: y, "small"))
        }
        return lines
    }

    /// What occurs in the picture, with its meaning.
    private var entries: [(styles: [String], text: String)] {
        let kinds = Lane.Kind.allCases.filter { kind in figures.contains { $0.rows.contains { $0.kind == kind } } }
        var styles: [String] = []
        for kind in kinds where !styles.contains(kind.style) { styles.append(kind.style) }
        var entries: [(styles: [String], text: String)] = [
            (styles, "busy; paler where a column is busy part of the time")
        ]
        if figures.contains(where: { $0.groups.contains { $0.shares.nanoseconds(of: .setup) > 0 } }) {
            entries.append((["setup"], "copy and launch of a step, before it computes"))
        }
        for cause in IdleCause.allCases where figures.contains(where: { $0.causes.contains(cause) }) {
            entries.append(([cause.style], "\(cause.rawValue): \(cause.definition)"))
        }
        return entries
    }

    private func swatch(_ styles: [String], y: Int) -> [String] {
        let width = 50 / max(1, styles.count)
        return [("lane", 0, 50)].map { Self.box($0.0, x: 8 + $0.1, y: y, width: $0.2) }
            + styles.enumerated().map { Self.box($1, x: 8 + $0 * width, y: y, width: width) }
    }

    // MARK: - Shapes

    private static func box(_ style: String, x: Int, y: Int, width: Int) -> String {
        "<rect class=\"\(style)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"13\"/>"
    }

    private func x(_ time: Int64) -> String { Self.pixels(Self.left * 100 + axis.position(of: time)) }

    private func rectangle(of time: Range<Int64>, y: Int, _ style: String, _ title: String) -> String {
        rectangle(axis.position(of: time.lowerBound), axis.position(of: time.upperBound), y: y, style, title)
    }

    /// - Parameters:
    ///   - from: in hundredths of a pixel from the axis' beginning.
    ///   - title: shown where the pointer rests.
    private func rectangle(_ from: Int, _ to: Int, y: Int, _ style: String, _ title: String? = nil) -> String {
        let shape =
            "<rect class=\"\(style)\" x=\"\(Self.pixels(Self.left * 100 + from))\" y=\"\(y)\" "
            + "width=\"\(Self.pixels(to - from))\" height=\"\(Self.rowHeight)\""
        return title.map { "\(shape)><title>\(Self.escaped($0))</title></rect>" } ?? "\(shape)/>"
    }

    private static func label(_ text: String, x: Int, y: Int, _ style: String) -> String {
        let style = style.isEmpty ? "" : " class=\"\(style)\""
        return "<text\(style) x=\"\(x)\" y=\"\(y)\">\(escaped(text))</text>"
    }

    private static func title(_ span: Span, in timeline: Timeline) -> String {
        let what = span.samples > 1 ? "\(span.samples) samples from \(span.sample)" : "sample \(span.sample)"
        let times = [span.begin, span.end].map { "\(TimelineAxis.decimal($0, of: 1_000_000)) ms" }
        let number = "\(timeline.name(of: span)) \(span.number)"
        return "\(number), \(what), epoch \(span.epoch): \(times[0]) to \(times[1])"
    }

    private static func style(_ cell: TimelineCell, _ kind: Lane.Kind) -> String? {
        switch cell {
        case .busy, .other(.work): kind.style
        case .partBusy: "\(kind.style) part"
        case .other(.setup): "setup"
        case .other(.idle(.noWork)), .outside: nil
        case .other(.idle(let cause)): cause.style
        }
    }

    /// Hundredths of a pixel as a decimal.
    private static func pixels(_ hundredths: Int) -> String {
        TimelineAxis.decimal(Int64(hundredths), of: 100)
    }

    private static func escaped(_ text: String) -> String {
        visible(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
