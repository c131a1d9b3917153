import Foundation
import Testing

@testable import ScenarioFiles

/// What holds for every scenario that comes with the package.
@Suite struct ScenarioLibraryTests {
    /// The sources of the tests that check claims.
    private static let claims: String = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let texts = names.filter { $0.hasSuffix("ClaimTests.swift") }.map {
            (try? String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)) ?? ""
        }
        return texts.joined().replacing("(\n            \"", with: "(\"")
    }()

    @Test func `there are scenarios`() { #expect(ScenarioLibrary.names.count >= 30) }

    @Test(arguments: ScenarioLibrary.names) func `has a test of what it claims`(name: String) {
        #expect(Self.claims.contains("(\"\(name)\""), "write a test of it: CONTRIBUTING.md, Add a scenario")
    }

    @Test(arguments: ScenarioLibrary.names) func `opens with its question, and is in the index`(name: String) throws {
        let text = try ScenarioLibrary.text(name)
        let comment = text.split(separator: "\n").prefix { $0.hasPrefix("#") }.joined(separator: "\n")
        #expect(
            comment.prefix { $0 != "\n" }.hasSuffix("?") || comment.hasPrefix("# Myth: ")
                || comment.hasPrefix("# Spot the fault: ") || comment.hasPrefix("# When not to prefetch"))
        #expect(comment.contains("# Look"))
        let question = try #require(try ScenarioFile(path: ScenarioLibrary.path(name)).question)
        let index = try String(
            contentsOf: ScenarioLibrary.folder.appendingPathComponent("README.md"), encoding: .utf8)
        #expect(index.contains("[\(name).yaml](\(name).yaml) | \(question) |"))
    }

    /// The commands in all opening comments.
    private static let commands: [(name: String, command: String)] = ScenarioLibrary.names.flatMap { name in
        ((try? ScenarioLibrary.commands(name)) ?? []).map { (name, $0) }
    }

    @Test(arguments: commands) func `its commands run`(name: String, command: String) throws {
        try #require(command.contains("scenarios/\(name).yaml"))
        let directory = try TemporaryDirectory()
        let isTimeline = command.hasPrefix("timeline ")
        // Short: what is asked is whether files, variants and options exist.
        let short = isTimeline ? "" : " --quiet --replications 1 --set train.steps=2 --set train.epochs=1"
        let run = try CommandRun(
            shell: "cd '\(directory.url.path)' && ln -s '\(ScenarioLibrary.folder.path)' scenarios && \"$OVERLAP\" "
                + command + short)
        #expect(run.code == 0, "\(run.errors)")
        #expect(!run.output.isEmpty || command.contains(" -o "))
    }
}
