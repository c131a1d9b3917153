import ScenarioFiles
import Timelines

/// Timelines as a picture, one above the other on one time axis.
///
/// All positions are computed with whole numbers of nanoseconds and written in hundredths of a pixel. Idle times are
/// told apart by hatching and by hue, busy ones by kind; the colours are those of Okabe and Ito.
public struct TimelineSVG {
    let figures: [TimelineFigure]
    let origin: String
    let axis: TimelineAxis
    /// Pixels.
    let width: Int
    private let hasKey: Bool

    static let left = 138
    static let right = 62
    static let rowHeight = 18
    static let lineHeight = 17
    private static let rowPitch = 24
    /// The height of a row that shows how many lanes work.
    private static let tallHeight = 42
    /// Pieces beyond which a row is drawn in columns.
    private static let mostPieces = 400
    private static let fewestPixels = 480

    /// - Parameters:
    ///   - figures: from top to bottom.
    ///   - origin: where the timelines come from, in a sentence.
    ///   - width: pixels; at least 480 are used.
    ///   - hasKey: whether key and origin stand below.
    public init(_ figures: [TimelineFigure], origin: String, width: Int = 960, hasKey: Bool = true) {
        self.figures = figures
        self.origin = origin
        self.width = max(Self.fewestPixels, width)
        self.hasKey = hasKey
        axis = TimelineAxis(figures: figures, length: (self.width - Self.left - Self.right) * 100)
    }

    /// The whole file.
    public var text: String {
        var y = 8
        var body: [String] = []
        for figure in figures { body += block(figure, from: &y) }
        if hasKey { body += key(from: &y) }
        let height = y + 8
        let title = figures.map(\.title).joined(separator: "; ")
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" \
            height="\(height)" role="img" aria-labelledby="title description">
            <title id="title">Timeline: \(Self.escaped(title))</title>
            <desc id="description">\(Self.escaped(description))</desc>
            \(TimelineSVGStyle.text)
            <rect class="page" width="\(width)" height="\(height)"/>
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
        for line in Paragraph.lines("\(figure.title): \(figure.windowInWords)", columns: (width - 60) / 8) {
            y += Self.lineHeight
            lines.append(Self.label(line, x: 8, y: y, "head"))
        }
        lines.append(Self.label("busy", x: width - 8, y: y, "end small"))
        y += 10
        let top = y
        for row in figure.rows {
            lines += row.working.map { curve($0, of: row, in: figure, y: y) } ?? lane(row, of: figure, y: y)
            y += Self.rowPitch + (row.working == nil ? 0 : Self.tallHeight - Self.rowHeight)
        }
        let buffers = figure.buffers
        if !buffers.isEmpty {
            y += Self.lineHeight - 4
            lines.append(Self.label("elements ready, and their mean", x: width - 8, y: y, "end small"))
            y += 6
        }
        for buffer in buffers {
            lines += strip(buffer, y: y)
            y += Self.rowPitch
        }
        return lines + ticks(from: top, to: &y)
    }

    private func lane(_ row: TimelineFigure.Row, of figure: TimelineFigure, y: Int) -> [String] {
        var lines = ["<g>", Self.label(Self.short(row.name), x: 8, y: y + 13, "")]
        lines.append(
            Self.label(QuantityFormat.percent(figure.busyShare(of: row)), x: width - 8, y: y + 13, "end"))
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

    /// How many elements are ready.
    private func strip(_ buffer: (name: String, level: BufferLevel), y: Int) -> [String] {
        let mean = Figure.decimal(buffer.level.mean(in: buffer.level.window), 2)
        let name = Self.label("\(Self.short(buffer.name)) 0..\(buffer.level.capacity)", x: 8, y: y + 13, "")
        return ["<g>", name, Self.label(mean, x: width - 8, y: y + 13, "end")]
            + area(of: buffer.level, y: y, height: Self.rowHeight, "buffer") + ["</g>"]
    }

    /// How many of many lanes work.
    private func curve(
        _ working: BufferLevel, of row: TimelineFigure.Row, in figure: TimelineFigure, y: Int
    ) -> [String] {
        let (from, to) = (axis.position(of: working.window.lowerBound), axis.position(of: working.window.upperBound))
        let share = QuantityFormat.percent(figure.busyShare(of: row))
        return ["<g>", Self.label(Self.short(row.name), x: 8, y: y + 13, "")]
            + [
                Self.label("0..\(working.capacity)", x: 8, y: y + 29, "small"),
                Self.label(share, x: width - 8, y: y + 13, "end"),
                rectangle(from, to, y: y, height: Self.tallHeight, "lane"),
            ] + area(of: working, y: y, height: Self.tallHeight, row.kind.style) + ["</g>"]
    }

    /// A number over time as a stepped area; a dashed line where it is as large as it can be.
    private func area(of level: BufferLevel, y: Int, height: Int, _ style: String) -> [String] {
        let capacity = max(1, level.capacity)
        let bottom = (y + height) * 100
        func top(_ elements: Int64) -> Int {
            bottom - Int(Int128(elements) * Int128(height * 100) / Int128(capacity))
        }
        var path = "M\(x(level.window.lowerBound)) \(Self.pixels(bottom))"
        for step in level.steps {
            path += "H\(x(step.nanoseconds))V\(Self.pixels(top(min(step.elements, capacity))))"
        }
        path += "H\(x(level.window.upperBound))V\(Self.pixels(bottom))Z"
        return [
            "<path class=\"\(style)\" d=\"\(path)\"/>",
            "<line class=\"full\" x1=\"\(x(level.window.lowerBound))\" x2=\"\(x(level.window.upperBound))\" y1=\"\(y)\" "
                + "y2=\"\(y)\"/>",
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
}
