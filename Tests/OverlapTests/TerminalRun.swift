import Foundation
import Testing

/// The command at a terminal of its own, as somebody sits in front of it.
final class TerminalRun {
    /// All that was shown so far.
    private(set) var shown = ""
    private let process = Process()
    private let terminal: FileHandle
    /// Where the next `wait` begins to look.
    private var seen: String.Index

    private struct NoTerminal: Error {}

    /// Nobody's speed decides before; a hang is a failure.
    private static let patience: TimeInterval = 60

    /// - Parameters:
    ///   - arguments: after the command's name.
    ///   - environment: added to a bare one.
    ///   - columns: of the window.
    init(_ arguments: [String], environment: [String: String] = [:], columns: UInt16 = 80) throws {
        var (master, slave) = (Int32(-1), Int32(-1))
        var size = winsize(ws_row: 50, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&master, &slave, nil, nil, &size) == 0 else { throw NoTerminal() }
        // The program must not hold the other end open itself.
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        terminal = FileHandle(fileDescriptor: master, closeOnDealloc: true)
        seen = shown.startIndex
        // It becomes the controlling terminal, so that Ctrl-C and hanging up are what they are for a person.
        let plain = CommandRun.process(
            "/usr/bin/setsid", ["--ctty", "--wait", CommandRun.command.path] + arguments,
            environment: ["TERM": "dumb"].merging(environment) { $1 })
        process.executableURL = plain.executableURL
        process.arguments = plain.arguments
        process.environment = plain.environment
        process.currentDirectoryURL = plain.currentDirectoryURL
        let handle = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        process.standardInput = handle
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        try handle.close()
    }

    /// Reads until a text is shown, beginning after the one that was waited for last.
    ///
    /// - Returns: what was shown before it and with it.
    @discardableResult
    func wait(for text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        while true {
            if let range = shown[seen...].range(of: text) {
                let before = String(shown[seen..<range.upperBound])
                seen = range.upperBound
                return before
            }
            guard Date() < deadline, read() else {
                Issue.record("`\(text)` is not shown: \(shown[seen...].suffix(2000))", sourceLocation: sourceLocation)
                throw NoTerminal()
            }
        }
    }

    /// Types a line.
    func type(_ line: String) throws { try terminal.write(contentsOf: Data((line + "\n").utf8)) }

    /// Waits for a prompt, then types a line.
    func answer(_ prompt: String, _ line: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try wait(for: prompt, sourceLocation: sourceLocation)
        try wait(for: "> ", sourceLocation: sourceLocation)
        try type(line)
    }

    /// Presses Ctrl-C.
    func interrupt() throws { try terminal.write(contentsOf: Data([3])) }

    /// Closes the window.
    func hangUp() throws { try terminal.close() }

    /// Reads the rest.
    ///
    /// - Returns: the exit code.
    func end() -> Int32 {
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        while Date() < deadline, read() {}
        return exit()
    }

    /// Waits until it has ended, whatever it shows.
    func exit() -> Int32 {
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        while process.isRunning, Date() < deadline { usleep(10_000) }
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Takes what there is; false when the other side is closed.
    private func read() -> Bool {
        var entry = pollfd(fd: terminal.fileDescriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 1000) > 0 else { return true }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = Foundation.read(terminal.fileDescriptor, &bytes, bytes.count)
        guard count > 0 else { return false }
        let position = shown.distance(from: shown.startIndex, to: seen)
        pending += bytes[..<count]
        // A character may be cut between two reads.
        let complete = pending.lastIndex { $0 & 0xC0 != 0x80 }.map { pending[$0] < 0x80 ? pending.count : $0 } ?? 0
        shown += String(decoding: pending[..<complete], as: UTF8.self).replacing("\r\n", with: "\n")
        pending.removeFirst(complete)
        seen = shown.index(shown.startIndex, offsetBy: position)
        return true
    }

    private var pending: [UInt8] = []
}
