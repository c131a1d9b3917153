import Foundation
import Pipelines
import ScenarioFiles
import Testing

/// Where a scenario's files of measured values may lie.
@Suite struct DataFolderTests {
    /// A folder with a scenario's folder in it, and tables in both.
    private final class Folders {
        let outer = NSTemporaryDirectory() + "overlap-\(UUID().uuidString)"
        var inner: String { outer + "/inner" }

        init() throws {
            try FileManager.default.createDirectory(atPath: inner + "/below", withIntermediateDirectories: true)
            for path in [outer + "/t.csv", inner + "/t.csv", inner + "/below/t.csv"] {
                try "t\n1\n2\n".write(toFile: path, atomically: true, encoding: .utf8)
            }
            try FileManager.default.createSymbolicLink(atPath: inner + "/away", withDestinationPath: outer)
            try FileManager.default.createSymbolicLink(atPath: inner + "/here", withDestinationPath: "below")
        }

        deinit { try? FileManager.default.removeItem(atPath: outer) }
    }

    private func answer(to file: String, in folder: String, outside: Bool = false) -> String? {
        let step = "train: {step: {recorded: {file: '\(file)', unit: ms}}}"
        let text = Fixtures.small.replacing("train: 20 ms", with: step)
        do throws(ScenarioFileError) {
            let file = try ScenarioFile(text: text, name: "s.yaml", directory: folder, allowsFilesOutside: outside)
            _ = try file.scenarios()
            return nil
        } catch {
            return error.description
        }
    }

    @Test func `files lie below the scenario's folder`() throws {
        let folders = try Folders()
        let inside = ["t.csv", "./t.csv", "below/t.csv", "below/../t.csv", "here/t.csv", "../inner/t.csv"]
        for file in inside + [folders.inner + "/t.csv"] {
            #expect(answer(to: file, in: folders.inner) == nil, "\(file)")
        }
        let outside = ["../t.csv", "away/t.csv", "below/../../t.csv", folders.outer + "/t.csv", "away/inner/../t.csv"]
        for file in outside {
            let answer = answer(to: file, in: folders.inner)
            #expect(answer?.contains("is not below the scenario's folder") == true, "\(file)")
            #expect(answer?.contains("--allow-files-outside") == true)
            #expect(self.answer(to: file, in: folders.inner, outside: true) == nil, "\(file)")
        }
    }

    @Test func `says nothing of what is elsewhere`() throws {
        let folders = try Folders()
        for file in ["../none.csv", "/nowhere/none.csv", "/etc/shadow", "/\u{301}.csv", "../\u{301}.csv"] {
            #expect(answer(to: file, in: folders.inner)?.contains("is not below") == true, "\(file)")
        }
        #expect(answer(to: "none.csv", in: folders.inner)?.contains("there is no such file") == true)
    }

    @Test func `overrides name files of the same folder`() throws {
        let folders = try Folders()
        let file = try ScenarioFile(text: Fixtures.small, name: "s.yaml", directory: folders.inner)
        func scenario(_ path: String) throws {
            let step = try Override(argument: "train.step={recorded: {file: \(path), unit: ms}}")
            _ = try file.scenario(variant: "base", overrides: [step])
        }
        try scenario("t.csv")
        #expect(throws: ScenarioFileError.self) { try scenario("../t.csv") }
    }

    /// The Kelvin sign and K are equal texts to Swift, and so are é in one scalar and in two; YAML needs quotes for
    /// none, or for all.
    @Test(arguments: [("K.csv", "\u{212A}.csv"), ("\u{E9}(1).csv", "e\u{301}(1).csv"), ("\u{E9}.csv", "e\u{301}.csv")])
    func `names that look alike are different files`(one: String, other: String) throws {
        #expect(one == other)
        let folders = try Folders()
        try "t\n1\n".write(toFile: folders.inner + "/" + one, atomically: false, encoding: .utf8)
        try "t\n7\n".write(toFile: folders.inner + "/" + other, atomically: false, encoding: .utf8)
        let text = """
            \(Fixtures.small)
            variants:
              a: {train.step: {recorded: {file: \(one), unit: ms, replay: by sample}}}
              b: {train.step: {recorded: {file: \(other), unit: ms, replay: by sample}}}
            """
        let file = try ScenarioFile(text: text, name: "s.yaml", directory: folders.inner)
        let steps = try file.scenarios().map { "\($0.pipeline.training.step)" }
        #expect(steps[0].contains("[0.001]") && steps[1].contains("[0.007]"), "\(steps)")
        let paths = [one, other].map { Array("\(folders.inner)/\($0)".utf8) }
        #expect(file.measuredFiles.map { Array($0.utf8) } == paths)
        #expect(file.notes.count == 2)
    }

    @Test func `a table's values are those that a scenario may write`() throws {
        let folders = try Folders()
        try "t\n1\n1e14\n".write(toFile: folders.inner + "/long.csv", atomically: true, encoding: .utf8)
        let answer = answer(to: "long.csv", in: folders.inner)
        #expect(answer?.contains("value 2 of `long.csv`, 100000000000 s, is not from 0 ns to 1000000000 s") == true)
    }
}
