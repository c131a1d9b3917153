import Foundation

/// The files beside the sources that are compiled into the command.
enum BuiltInFiles {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Sources/overlap").standardizedFileURL

    static let templates = sources.appendingPathComponent("New/Templates")
    static let overlays = sources.appendingPathComponent("Overlays/Texts")

    static func text(_ folder: URL, _ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent("\(name).yaml"), encoding: .utf8)
    }

    /// An overlay from a line on, as it stands in a template.
    static func withoutComments(_ overlay: String, from first: String) throws -> String {
        let lines = try text(overlays, overlay).split(separator: "\n").drop { $0 != first }
        return lines.filter { !$0.contains("# ") }.joined(separator: "\n")
    }
}
