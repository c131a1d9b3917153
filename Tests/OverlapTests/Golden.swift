import Foundation
import Testing

/// Compares a text with the file of what it should be.
///
/// After an intended change of the output, `OVERLAP_REFRESH_GOLDENS=1 swift test --filter OverlapTests` writes the
/// files anew; the difference is then to be read before it is committed.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens/\(name)")
    if ProcessInfo.processInfo.environment["OVERLAP_REFRESH_GOLDENS"] != nil {
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    let lines = (
        text.split(separator: "\n", omittingEmptySubsequences: false),
        expected.split(separator: "\n", omittingEmptySubsequences: false)
    )
    guard text != expected else { return }
    let first = zip(lines.0, lines.1).enumerated().first { $1.0 != $1.1 }
    let place =
        first.map { "line \($0 + 1):\n  \($1.0)\ninstead of\n  \($1.1)" }
        ?? "\(lines.0.count) lines, not \(lines.1.count)"
    Issue.record("\(name) differs: \(place)", sourceLocation: sourceLocation)
}
