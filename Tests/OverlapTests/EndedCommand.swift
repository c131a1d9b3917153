import Foundation
import Testing

/// A command that got a signal, and ended.
struct EndedCommand: CustomStringConvertible {
    let output: String
    let errors: String
    /// That of a shell: 128 and the signal, when it was the signal that ended it.
    let code: Int32
    var description: String { "code \(code), errors: \(errors), output: \(output.prefix(300))" }

    private struct Hangs: Error { let arguments: [String] }

    /// - Parameter delay: after the command has begun to handle signals.
    init(_ arguments: [String], signal: Int32, times: Int = 1, afterMicroseconds delay: UInt32) throws {
        let directory = try TemporaryDirectory()
        let process = CommandRun.process(CommandRun.command.path, arguments)
        try "".write(toFile: directory.path("out"), atomically: false, encoding: .utf8)
        try "".write(toFile: directory.path("err"), atomically: false, encoding: .utf8)
        process.standardOutput = FileHandle(forWritingAtPath: directory.path("out"))
        process.standardError = FileHandle(forWritingAtPath: directory.path("err"))
        try process.run()
        // That it is killed it cannot handle; it handles the other signals when it has begun.
        let handled: UInt64 = 1 << UInt64((signal == SIGKILL ? SIGINT : signal) - 1)
        while process.isRunning, try CommandRun.caughtSignals(of: process) & handled == 0 { usleep(500) }
        usleep(delay)
        for _ in 0..<times {
            kill(process.processIdentifier, signal)
            // Signals that come while one is pending are one.
            usleep(20_000)
        }
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
