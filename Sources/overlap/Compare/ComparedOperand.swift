import Foundation

/// What an argument of `overlap compare` names: a scenario file, one of its variants, or a file of measured figures.
struct ComparedOperand {
    /// The path, or `-`.
    let path: String
    /// The variant, where one is named.
    let variant: String?

    /// Reads `file`, `file:variant` or `measured.csv`.
    ///
    /// A name that contains colons is the file of that name if there is one.
    init(_ argument: String) {
        let colons = argument.indices.filter { argument[$0] == ":" }
        let isFile = { (path: Substring) in path == "-" || access(String(path), F_OK) == 0 }
        guard !isFile(argument[...]), let colon = colons.first(where: { isFile(argument[..<$0]) }) ?? colons.last,
            colon > argument.startIndex
        else {
            (path, variant) = (argument, nil)
            return
        }
        path = String(argument[..<colon])
        variant = String(argument[argument.index(after: colon)...])
    }

    /// Whether it is a file of measured figures, or a recorded loop.
    var isMeasured: Bool { variant == nil && path.lowercased().hasSuffix(".csv") || isRecording }

    /// Whether it is a loop that was recorded: JSON of its kind, and not a scenario in JSON.
    var isRecording: Bool {
        guard variant == nil, path.lowercased().hasSuffix(".json"), let file = FileHandle(forReadingAtPath: path) else {
            return false
        }
        defer { try? file.close() }
        let head = (try? file.read(upToCount: 64)) ?? Data()
        return String(decoding: head, as: UTF8.self).contains("\"overlap_loop\"")
    }
}
