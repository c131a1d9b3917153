import Foundation
import Testing

/// The command's version is the one place for it.
@Suite struct VersionTests {
    @Test func `has a section in the changelog, the first of a version`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let changelog = try String(contentsOf: root.appendingPathComponent("CHANGELOG.md"), encoding: .utf8)
        let versions = changelog.split(separator: "\n").compactMap { $0.firstMatch(of: /^## ([0-9.]+)/)?.1 }
        let version = try CommandRun(["--version"]).output
        #expect(version == versions.first.map { "\($0)\n" })
    }
}
