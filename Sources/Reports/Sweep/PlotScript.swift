import ScenarioFiles

/// What gnuplot is to do: the look that all pictures share, then what is particular to one.
struct PlotScript {
    private var lines: [String]

    /// Colours that people with any colour vision tell apart.
    ///
    /// - Source: M. Okabe, K. Ito (2008), "Color Universal Design".
    static let colours = [
        "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000",
    ]

    /// Names lines below the axis, a little away from what is written there.
    static let keyBelow = "set key outside bottom center horizontal Left reverse samplen 2 height 0.5 noenhanced"

    /// - Parameters:
    ///   - horizontal: what the horizontal axis shows, with its unit.
    ///   - vertical: what the vertical one shows.
    init(_ format: PictureFormat, title: String, horizontal: String, vertical: String) {
        lines = [
            format.terminal, "set encoding utf8", "set title \(Self.quoted(title)) noenhanced",
            "set xlabel \(Self.quoted(horizontal)) noenhanced", "set ylabel \(Self.quoted(vertical)) noenhanced",
            "set border 3 lw 0.8", "set tics nomirror out", "set grid ytics back lt 1 lc rgb '#D8D8D8' lw 0.8",
        ]
    }

    mutating func add(_ commands: [String]) { lines += commands }

    /// A table that curves are drawn from, as `$name`.
    mutating func add(table name: String, _ rows: [String]) { lines += ["$\(name) << END"] + rows + ["END"] }

    /// The whole script, which ends with drawing the curves one over the other.
    func text(drawing curves: [String]) -> String {
        (lines + ["plot " + curves.joined(separator: ", \\\n     ")]).joined(separator: "\n") + "\n"
    }

    /// A text in gnuplot's single quotes, on one line.
    static func quoted(_ text: String) -> String {
        let line = visible(String(text.map { $0.isNewline ? " " : $0 }))
        return "'" + line.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
