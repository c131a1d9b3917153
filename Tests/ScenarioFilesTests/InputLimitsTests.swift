import Foundation
import Pipelines
import ScenarioFiles
import Testing

@Suite struct InputLimitsTests {
    /// The message for a file of some bytes, and how long it took.
    private func answer(to data: Data) throws -> (message: String, seconds: Double) {
        let path = NSTemporaryDirectory() + "overlap-\(UUID().uuidString).yaml"
        try data.write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let start = ContinuousClock.now
        let error = #expect(throws: ScenarioFileError.self) { try ScenarioFile(path: path) }
        let elapsed = ContinuousClock.now - start
        return (
            error?.description ?? "", Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds)
        )
    }

    @Test func `refuses what is not a text`() throws {
        #expect(try answer(to: Data()).message.contains("the file is empty"))
        let wrong = try answer(to: Data("overlap: 1\nname: ".utf8) + [0xFF])
        #expect(wrong.message.contains(": error: line 2 is not valid UTF-8\n"))
        #expect(try answer(to: Data([0x41, 0x0A, 0x00])).message.contains("line 2 contains a NUL byte"))
        #expect(try answer(to: Data(count: 2 << 20)).message.contains("too large (2097152 bytes): at most 1 MiB"))
    }

    @Test func `every reader of a scenario's text has the same limit`() {
        let text = String(repeating: "#", count: 1 << 20 + 1)
        let readers: [(String) throws -> Void] = [
            { _ = try ScenarioFile(text: $0, name: "s.yaml", directory: ".") },
            { _ = try YAMLDocument(Data($0.utf8), name: "s.yaml", accepted: "a file") },
            { try ImportedText.checkTimes($0) },
        ]
        for read in readers {
            let error = #expect(throws: ScenarioFileError.self) { try read(text) }
            #expect(error?.description.contains(": error: too large: at most 1 MiB is read") == true)
        }
    }

    @Test func `refuses what is not a file`() {
        let missing = #expect(throws: ScenarioFileError.self) { try ScenarioFile(path: "/nowhere/x.yaml") }
        #expect(missing?.description.contains("/nowhere/x.yaml: error: there is no such file") == true)
        #expect(missing?.diagnostics.first?.accepted == nil)
        let directory = #expect(throws: ScenarioFileError.self) { try ScenarioFile(path: "/tmp") }
        #expect(directory?.description.contains("/tmp: error: this is a directory") == true)
        #expect(throws: ScenarioFileError.self) { try ScenarioFile(path: "/dev/zero") }
        #expect(throws: ScenarioFileError.self) { try ScenarioFile(path: "a\0b") }
        #expect(throws: ScenarioFileError.self) { try ScenarioFile(path: "") }
    }

    @Test func `reads files relative to the scenario`() throws {
        let step = "train: {step: {recorded: {file: steps.csv, column: step, unit: ms, replay: by sample}}}"
        let directory = NSTemporaryDirectory() + "overlap-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try Data("load,step\n# comment\n1,2\n3,4.5\n".utf8).write(to: URL(fileURLWithPath: directory + "/steps.csv"))
        try Data(Fixtures.small.replacing("train: 20 ms", with: step).utf8)
            .write(to: URL(fileURLWithPath: directory + "/s.yaml"))
        let scenario = try ScenarioFile(path: directory + "/s.yaml").scenario(variant: "base")
        #expect("\(scenario.pipeline.training.step)".contains("values: [0.002, 0.0045]"))
    }

    @Test(arguments: HostileText.all)
    func `answers hostile texts soon`(hostile: HostileText) throws {
        let (message, seconds) = try answer(to: Data(hostile.text.utf8))
        #expect(message.contains(": error: "))
        // Tells bounded work from unbounded; not a measurement.
        #expect(seconds < 60, "\(seconds) s")
        if ProcessInfo.processInfo.environment["OVERLAP_TIMES"] != nil {
            print("TIME", hostile.name, seconds, message.prefix(160))
        }
    }
}
