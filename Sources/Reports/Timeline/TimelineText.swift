import Timelines

/// Timelines for terminals, one above the other on one time axis.
public struct TimelineText {
    private let figures: [TimelineFigure]
    /// Where they come from, in a sentence.
    private let origin: String
    private let columns: Int
    private let glyphs: TimelineGlyphs
    private let colour: Bool
    private let hasKey: Bool
    private let hasShares: Bool
    private let hasBusyShares: Bool

    private static let mostNameColumns = 18
    private static let columnsOfShares = 6
    private static let fewestColumns = 40

    /// - Parameters:
    ///   - figures: from top to bottom.
    ///   - origin: where the timelines come from, in a sentence.
    ///   - columns: width of the text; at least 40 are used.
    ///   - isASCII: uses no other characters, names from the scenario excepted.
    ///   - colour: whether emphasis is written as escape codes.
    ///   - hasKey: whether key, shares, definitions and origin follow the lanes.
    ///   - hasShares: whether shares and origin are among these.
    ///   - hasBusyShares: whether the lanes' busy shares and the buffers' means stand at the right.
    ///   - choosesEnd: whether the text may end with an earlier step, so that its columns show what takes turns.
    public init(
        _ figures: [TimelineFigure], origin: String, columns: Int, isASCII: Bool, colour: Bool, hasKey: Bool = true,
        hasShares: Bool = true, hasBusyShares: Bool = true, choosesEnd: Bool = false
    ) {
        let room = max(Self.fewestColumns, columns) - (hasBusyShares ? Self.columnsOfShares : 0)
        let bar = room - Self.nameColumns(figures)
        self.figures = choosesEnd ? ShownWindow(of: figures, columns: bar).shown : figures
        self.hasKey = hasKey
        self.hasShares = hasShares
        self.hasBusyShares = hasBusyShares
        self.origin = origin
        self.columns = max(Self.fewestColumns, columns)
        self.colour = colour
        glyphs = TimelineGlyphs(isASCII: isASCII)
    }

    /// All timelines, with a key of the characters.
    public var text: String {
        var lines: [String] = []
        var drawn: Set<TimelineCell> = []
        for figure in figures {
            lines += paragraph(heading(figure), .bold)
            if hasBusyShares { lines.append(pad("", nameColumns + barColumns) + right("busy")) }
            for row in figure.rows { lines.append(line(row, of: figure, &drawn)) }
            lines.append(ticks(hasBuffers: !figure.buffers.isEmpty))
            lines += figure.buffers.map { line($0.level, named: Self.name($0), share: nil) } + [""]
        }
        if hasKey { lines += explanations(drawn) } else { lines.removeLast() }
        let text = lines.map(withoutSpacesAtEnd).joined(separator: "\n") + "\n"
        return glyphs.isASCII ? text.replacing("µ", with: "u").replacing("…", with: ".") : text
    }

    // MARK: - Layout

    private static func nameColumns(_ figures: [TimelineFigure]) -> Int {
        let names = figures.flatMap { $0.rows.map(Self.name) + $0.buffers.map(Self.name) }
        return min(mostNameColumns, names.map(\.count).max() ?? 0) + 1
    }

    private var nameColumns: Int { Self.nameColumns(figures) }

    private var shareColumns: Int { hasBusyShares ? Self.columnsOfShares : 0 }

    private var barColumns: Int { columns - nameColumns - shareColumns }

    private var axis: TimelineAxis { TimelineAxis(figures: figures, length: barColumns) }

    private func heading(_ figure: TimelineFigure) -> String { "\(figure.title): \(figure.windowInWords)" }

    private func line(_ row: TimelineFigure.Row, of figure: TimelineFigure, _ drawn: inout Set<TimelineCell>) -> String
    {
        let share = QuantityFormat.percent(figure.busyShare(of: row))
        if let working = row.working { return line(working, named: Self.name(row), share: share) }
        let cells = figure.cells(of: row, on: axis)
        drawn.formUnion(cells)
        return name(row.name) + bar(cells, row.kind) + right(share)
    }

    /// Characters of one colour together.
    private func bar(_ cells: [TimelineCell], _ kind: Lane.Kind) -> String {
        var text = ""
        var run = ""
        var emphasis = Emphasis.none
        for cell in cells {
            let next = glyphs.emphasis(cell, kind)
            if next != emphasis {
                text += emphasis(run, colour: colour && !run.isEmpty)
                run = ""
                emphasis = next
            }
            run.append(glyphs.character(cell))
        }
        return text + emphasis(run, colour: colour && !run.isEmpty)
    }

    /// The time axis, which also heads the column of the buffers' means.
    private func ticks(hasBuffers: Bool) -> String {
        var line = Array(repeating: Character(" "), count: barColumns)
        let distance = 14
        for tick in axis.ticks(apart: distance, isASCII: glyphs.isASCII) {
            let position = axis.position(of: tick.nanoseconds)
            let label = [glyphs.tick] + Array(tick.label)
            guard position + label.count <= line.count else { break }
            line.replaceSubrange(position..<position + label.count, with: label)
        }
        let ticks = Emphasis.dim(String(line), colour: colour)
        return pad("", nameColumns) + ticks + (hasBuffers ? right("mean") : "")
    }

    /// Eighths of its capacity; at the end its mean, if not a share.
    private func line(_ level: BufferLevel, named text: String, share: String?) -> String {
        let axis = axis
        let bar = (0..<barColumns).map { column -> Character in
            let part = level.part(of: axis.time(at: column)..<axis.time(at: column + 1))
            guard !part.isEmpty, level.capacity > 0 else { return glyphs.levels[0] }
            let eighths = (level.mean(in: part) / Double(level.capacity) * 8).rounded(.up)
            return glyphs.levels[max(0, min(8, Int(eighths)))]
        }
        let mean = level.mean(in: level.window)
        return name(text) + String(bar)
            + right(share ?? Figure.decimal(mean, mean >= 1000 ? 0 : mean >= 100 ? 1 : 2))
    }

    private static func name(_ row: TimelineFigure.Row) -> String {
        row.working.map { name((row.name, $0)) } ?? row.name
    }

    /// `prefetch 0..2`: the buffer with what its height stands for.
    private static func name(_ buffer: (name: String, level: BufferLevel)) -> String {
        let range = " 0..\(buffer.level.capacity)"
        let room = mostNameColumns - range.count
        return (buffer.name.count > room ? buffer.name.prefix(room - 1) + "…" : buffer.name[...]) + range
    }

    // MARK: - Below the figure

    private func explanations(_ drawn: Set<TimelineCell>) -> [String] {
        var lines = key(drawn) + [""]
        if hasShares { for figure in figures { lines += shares(figure) + [""] } }
        let causes = IdleCause.allCases.filter { cause in
            hasShares ? figures.contains { $0.causes.contains(cause) } : drawn.contains(.other(.idle(cause)))
        }
        for cause in causes { lines += paragraph("\(cause.rawValue): \(cause.definition)", .dim) }
        return hasShares ? lines + paragraph(origin, .dim) : lines
    }

    private func key(_ drawn: Set<TimelineCell>) -> [String] {
        let hasBuffers = figures.contains { !$0.buffers.isEmpty }
        let isOfOne = figures.contains { $0.timeline.accelerators > 1 }
        let buffers =
            "buffer rows\(isOfOne ? " (GPU 1)" : ""): height is the number ready\(hasBusyShares ? ", mean its average" : "")"
        let counts = figures.flatMap(\.rows).filter { $0.working != nil }.map(\.name)
        let counted = counts.indices.filter { counts.firstIndex(of: counts[$0]) == $0 }.map { counts[$0] }
        return paragraph(glyphs.key(drawn), .none)
            + (counted.isEmpty
                ? [] : paragraph("\(counted.joined(separator: ", ")): height is how many work at a time", .none))
            + (hasBuffers ? paragraph(buffers, .none) : [])
    }

    private func shares(_ figure: TimelineFigure) -> [String] {
        let table = TimelineShares(figure)
        let title = figures.count > 1 ? "\(figure.title): " : ""
        let head = paragraph("\(title)shares of \(figure.lengthInWords), means over the lanes of a kind", .bold)
        let waits = TimelineWaits(figure.timeline).sentence.map { paragraph($0 + ".", .none) } ?? []
        if table.table.width <= columns { return head + table.table.lines(colour: colour) + waits }
        return head + table.sentences.flatMap { paragraph($0, .none) } + waits
    }

    private func paragraph(_ text: String, _ emphasis: Emphasis) -> [String] {
        Paragraph.lines(text, columns: columns, indent: "  ").map {
            emphasis($0.replacing("\u{A0}", with: " "), colour: colour)
        }
    }

    private func name(_ text: String) -> String {
        let most = nameColumns - 1
        return pad(text.count > most ? String(text.prefix(most - 1)) + String(glyphs.ellipsis) : text, nameColumns)
    }

    private func pad(_ text: String, _ columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - text.count))
    }

    private func right(_ text: String) -> String {
        guard hasBusyShares else { return "" }
        return String(repeating: " ", count: max(0, shareColumns - text.count)) + text
    }

    private func withoutSpacesAtEnd(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}

extension TimelineAxis {
    /// The axis that holds the windows of all figures.
    init(figures: [TimelineFigure], length: Int) {
        let windows = figures.map(\.timeline.window)
        let lower = windows.map(\.lowerBound).min() ?? 0
        self.init(window: lower..<(windows.map(\.upperBound).max() ?? lower + 1), length: length)
    }
}

extension TimelineFigure {
    /// `the first 1.44 s, 12 steps`, or `1 s to 2.5 s, 7 steps`.
    var windowInWords: String {
        let steps = timeline.finishedSteps.first ?? 0
        let counted = "\(steps) \(steps == 1 ? "step" : "steps")"
        let (lower, upper) = (timeline.window.lowerBound, timeline.window.upperBound)
        if lower == 0 { return "the first \(QuantityFormat.seconds(Double(upper) / 1e9)), \(counted)" }
        let ends = [lower, upper].map { QuantityFormat.seconds(Double($0) / 1e9) }
        return "\(ends[0]) to \(ends[1]), \(counted)"
    }

    /// `the 1.44 s shown`.
    var lengthInWords: String { "the \(QuantityFormat.seconds(Double(timeline.nanoseconds) / 1e9)) shown" }
}
