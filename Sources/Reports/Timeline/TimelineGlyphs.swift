import Timelines

/// The characters that a timeline is drawn with; each means the same with colour and without.
struct TimelineGlyphs {
    let isASCII: Bool

    /// Eighths of a buffer, from empty to full.
    var levels: [Character] { Array(isASCII ? " 12345678" : " ▁▂▃▄▅▆▇█") }

    /// Where a tick of the time axis is.
    var tick: Character { isASCII ? "|" : "│" }

    /// Stands for the rest of a name.
    var ellipsis: Character { isASCII ? "." : "…" }

    /// The character of a column.
    func character(_ cell: TimelineCell) -> Character {
        switch cell {
        case .busy, .other(.work): isASCII ? "#" : "█"
        case .firstHalf: isASCII ? "[" : "▌"
        case .secondHalf: isASCII ? "]" : "▐"
        case .partBusy: isASCII ? "+" : "¦"
        case .other(.setup): isASCII ? "%" : "▓"
        case .other(.idle(let cause)): character(cause)
        case .outside: " "
        }
    }

    private func character(_ cause: IdleCause) -> Character {
        switch cause {
        case .startUp: isASCII ? "." : "·"
        case .starved: isASCII ? "/" : "░"
        case .blocked: isASCII ? "x" : "×"
        case .noWork: " "
        case .turn: "-"
        case .host: "~"
        case .others: "="
        }
    }

    /// The colour of a column.
    func emphasis(_ cell: TimelineCell, _ kind: Lane.Kind) -> Emphasis {
        switch cell {
        case .busy, .firstHalf, .secondHalf, .partBusy, .other(.work):
            kind == .accelerator || kind == .stepCores ? .good : .none
        case .other(.setup), .outside: .none
        case .other(.idle(.starved)): .bad
        case .other(.idle(.blocked)), .other(.idle(.others)), .other(.idle(.host)): .warning
        case .other(.idle): .dim
        }
    }

    /// What the characters mean that occur in the figure.
    func key(_ cells: Set<TimelineCell>) -> String {
        let all: [(TimelineCell, String)] =
            [
                (.busy, "busy"), (.firstHalf, "busy in its first half"), (.secondHalf, "in its second half"),
                (.partBusy, "in parts"), (.other(.setup), "copy and launch"),
            ]
            + IdleCause.allCases.map { (.other(.idle($0)), $0.rawValue) }
        let entries = all.filter { cells.contains($0.0) }.map { cell, word in
            let character = character(cell)
            // A word that belongs together must not be parted at the end of a line.
            return "\(character == " " ? "blank" : String(character))\u{A0}\(word.replacing(" ", with: "\u{A0}"))"
        }
        return "key:\u{A0}" + entries.joined(separator: "\u{A0} ")
    }
}
