import Foundation
import Lesson
import Testing

/// The program's own copies of the scenarios.
@Suite struct BuiltInScenarioTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../scenarios").standardizedFileURL

    @Test(arguments: BuiltInScenarios.names)
    func `are the files of the repository`(name: String) throws {
        let file = try String(contentsOf: Self.folder.appendingPathComponent("\(name).yaml"), encoding: .utf8)
        #expect(BuiltInScenarios.text(of: name) == file)
        #expect(BuiltInScenarios.text(atPath: "scenarios/\(name).yaml") == file)
    }

    @Test(arguments: ["lesson", "myths", "pitfalls", "when-not", "expert"])
    func `all files of a folder are among them`(folder: String) throws {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Self.folder.appendingPathComponent(folder).path)
        #expect(files.count >= 3)
        for file in files { #expect(BuiltInScenarios.text(atPath: "scenarios/\(folder)/\(file)") != nil, "\(file)") }
    }

    @Test(arguments: ["scenarios/nothing.yaml", "lesson/3-prefetch.yaml", "lesson/3-prefetch", ""])
    func `other paths lead nowhere`(path: String) { #expect(BuiltInScenarios.text(atPath: path) == nil) }
}
