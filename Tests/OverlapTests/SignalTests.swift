import Foundation
import Testing

/// Signals at random moments: the command ends at once, says what it has, and leaves nothing.
@Suite struct SignalTests {
    /// More of them where the environment asks for it, as a check before a merge does.
    private static let runs = ProcessInfo.processInfo.environment["OVERLAP_SIGNAL_RUNS"].flatMap { Int($0) } ?? 10
    private static let formats = [[], ["--json"], ["--csv"]]

    @Test(arguments: 0..<runs)
    func `an execution that is stopped prints what it has measured, as partial`(run: Int) throws {
        var generator = SystemRandomNumberGenerator()
        let prepared = try PreparedExecution()
        let format = Self.formats[run % 3]
        let several = run % 2 == 0 ? ["--set", "train.epochs=2000"] : ["--runs", "300"]
        let delay = UInt32.random(in: 0...400_000, using: &generator)
        let signal = run % 4 < 2 ? SIGINT : SIGTERM
        let ended = try EndedCommand(
            prepared.arguments + several + format + ["--device", "emulated"], signal: signal, afterMicroseconds: delay)
        let account = "run \(run), \(delay) µs, \(signal): \(ended)"
        #expect(ended.code == 128 + signal, "\(account)")
        #expect(ended.errors == "interrupted: what was measured is marked partial\n", "\(account)")
        #expect(prepared.cacheFiles.isEmpty, "\(account)")
        #expect(try Self.isPartial(ended.output, format), "\(account)")
    }

    /// Nothing at all, or a whole text that says that it is partial.
    private static func isPartial(_ output: String, _ format: [String]) throws -> Bool {
        if output.isEmpty { return true }
        switch format {
        case ["--json"]: return try ExecuteTests.partialFlags(output).allSatisfy { $0 }
        case ["--csv"]: return output.hasSuffix("\n") && output.contains(",partial,1,1,,,")
        default: return output.contains("partial, because the run was cut short")
        }
    }

    @Test(arguments: 0..<runs)
    func `data that are being written stay whole files, and can be gone on with`(run: Int) throws {
        var generator = SystemRandomNumberGenerator()
        let directory = try TemporaryDirectory()
        let arguments = [
            "datagen", "small.yaml", "--data", directory.path("d"), "-q", "--set", "source.elements=300", "--set",
            "source.size=300 KB",
        ]
        let delay = UInt32.random(in: 0...400_000, using: &generator)
        let signal = run % 2 == 0 ? SIGINT : SIGTERM
        let ended = try EndedCommand(arguments, signal: signal, afterMicroseconds: delay)
        let account = "run \(run), \(delay) µs, \(signal): \(ended)"
        #expect([0, 128 + signal].contains(ended.code), "\(account)")
        let left = FileManager.default.enumerator(atPath: directory.path("d"))?.compactMap { $0 as? String } ?? []
        #expect(left.allSatisfy { !$0.hasSuffix(".partial") }, "\(account)")
        for file in left where file.hasSuffix(".bin") {
            let attributes = try FileManager.default.attributesOfItem(atPath: directory.path("d/" + file))
            #expect(attributes[.size] as? Int == 300_000, "\(account)")
        }
    }
}

/// A command that got a signal, and ended.
private struct EndedCommand: CustomStringConvertible {
    let output: String
    let errors: String
    /// That of a shell: 128 and the signal, when it was the signal that ended it.
    let code: Int32
    var description: String { "code \(code), errors: \(errors), output: \(output.prefix(300))" }

    private struct Hangs: Error { let arguments: [String] }

    /// - Parameter delay: after the command has begun to handle signals.
    init(_ arguments: [String], signal: Int32, afterMicroseconds delay: UInt32) throws {
        let directory = try TemporaryDirectory()
        let process = CommandRun.process(CommandRun.command.path, arguments)
        try "".write(toFile: directory.path("out"), atomically: false, encoding: .utf8)
        try "".write(toFile: directory.path("err"), atomically: false, encoding: .utf8)
        process.standardOutput = FileHandle(forWritingAtPath: directory.path("out"))
        process.standardError = FileHandle(forWritingAtPath: directory.path("err"))
        try process.run()
        let handled: UInt64 = 1 << UInt64(signal - 1)
        while process.isRunning, try CommandRun.caughtSignals(of: process) & handled == 0 { usleep(500) }
        usleep(delay)
        kill(process.processIdentifier, signal)
        // A hang is a failure; nobody's speed decides before.
        for _ in 0..<6000 where process.isRunning { usleep(10_000) }
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            throw Hangs(arguments: arguments)
        }
        process.waitUntilExit()
        code =
            process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
        output = try directory.text("out")
        errors = try directory.text("err")
    }
}
