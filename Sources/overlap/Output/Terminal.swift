import Foundation
import Reports

/// What the terminal at an output can show.
struct Terminal {
    let isTerminal: Bool
    let columns: Int
    /// Columns that a window or the user sets; nil where text may be as wide as it likes.
    let knownColumns: Int?
    let hasColour: Bool
    /// Whether the user's locale has more characters than ASCII's.
    let hasUTF8: Bool

    /// Columns that lines are made for, however wide or narrow the window is.
    static let acceptedColumns = 40...1000

    init(_ handle: FileHandle) {
        let environment = ProcessInfo.processInfo.environment
        isTerminal = isatty(handle.fileDescriptor) == 1
        hasColour = Self.hasColour(isTerminal: isTerminal, environment)
        hasUTF8 = Self.hasUTF8(environment)
        var size = winsize()
        if let asked = environment["COLUMNS"].flatMap({ Int($0) }), asked > 0 {
            knownColumns = min(asked, Self.acceptedColumns.upperBound)
        } else if isTerminal, ioctl(handle.fileDescriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            knownColumns = min(Int(size.ws_col), Self.acceptedColumns.upperBound)
        } else {
            knownColumns = nil
        }
        columns = knownColumns ?? TextStyle.defaultColumns
    }

    /// What results shall fit that go to a path, or to standard output.
    init(output path: String?) {
        self = OutputPlace.isStandardOutput(path) ? Terminal(.standardOutput) : .file
    }

    /// How texts are made for it.
    var style: TextStyle { TextStyle(columns: columns, hasColour: hasColour) }

    /// Gives the parser of arguments a width that its help texts can have: it fails in a narrower terminal.
    static func boundColumnsOfHelp() {
        if let asked = ProcessInfo.processInfo.environment["COLUMNS"].flatMap({ Int($0) }), asked <= 0 {
            unsetenv("COLUMNS")
        }
        guard let known = Terminal(.standardOutput).knownColumns else { return }
        setenv("COLUMNS", "\(max(known, acceptedColumns.lowerBound))", 1)
    }

    /// `NO_COLOR` counts most, then `FORCE_COLOR` (no-color.org, force-color.org).
    private static func hasColour(isTerminal: Bool, _ environment: [String: String]) -> Bool {
        func isSet(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
        if isSet("NO_COLOR") { return false }
        return isSet("FORCE_COLOR") || (isTerminal && environment["TERM"] != "dumb")
    }

    /// By the first of the variables that decide on a locale's characters (POSIX, section 8.2).
    private static func hasUTF8(_ environment: [String: String]) -> Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
        return locale.lowercased().replacing("-", with: "").hasSuffix("utf8")
    }

    private init() {
        isTerminal = false
        hasColour = false
        hasUTF8 = true
        knownColumns = nil
        columns = TextStyle.defaultColumns
    }

    /// A file that somebody will read later.
    static let file = Terminal()
}
