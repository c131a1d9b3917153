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

    /// An overlay's file: one that a template is called after too has an ending of its own.
    static func overlay(_ name: String) -> String {
        let hasTemplate = FileManager.default.fileExists(atPath: templates.appendingPathComponent("\(name).yaml").path)
        return hasTemplate ? "\(name).disk" : name
    }

    /// An overlay from a line on, as it stands in a template.
    static func withoutComments(_ overlay: String, from first: String) throws -> String {
        let lines = try text(overlays, Self.overlay(overlay)).split(separator: "\n").drop { $0 != first }
        return lines.filter { !$0.contains("# ") }.joined(separator: "\n")
    }
}
