import Foundation
import Testing

/// Waits of the command that nobody ends but the user: one Ctrl-C does.
@Suite struct WaitTests {
    /// A command line in which `FIFO` has no other end.
    struct Wait: Sendable, CustomTestStringConvertible {
        var line: String
        var testDescription: String { line }
    }

    @Test(arguments: [
        Wait(line: "sleep 60 | $OVERLAP simulate -"), Wait(line: "sleep 60 | $OVERLAP simulate small.yaml --overlay -"),
        Wait(line: "sleep 60 | $OVERLAP simulate /dev/stdin"), Wait(line: "sleep 60 | $OVERLAP import trace -"),
        Wait(line: "sleep 60 | $OVERLAP check tfdata -"), Wait(line: "$OVERLAP new --force -o FIFO"),
        Wait(line: "$OVERLAP simulate small.yaml -q -o FIFO"), Wait(line: "$OVERLAP schema | sleep 60"),
        // Texts shorter than what a pipe holds, in one that is full.
        Wait(line: "(FILL; exec $OVERLAP --help) | sleep 60"),
        Wait(line: "(FILL; exec $OVERLAP simulate --help) | sleep 60"),
        Wait(line: "(FILL; exec $OVERLAP simulate nope.yaml 2>&1) | sleep 60"),
        Wait(line: "(FILL; exec $OVERLAP simulate --nope 2>&1) | sleep 60"),
    ])
    func `end at the first Ctrl-C`(wait: Wait) throws {
        let directory = try TemporaryDirectory()
        try #require(mkfifo(directory.path("fifo"), 0o600) == 0)
        let process = CommandRun.process(
            "/bin/bash",
            [
                "-c",
                wait.line.replacing("FIFO", with: directory.path("fifo"))
                    .replacing("FILL", with: "head -c 65536 /dev/zero") + "; echo ended > \(directory.path("ended"))",
            ],
            environment: ["OVERLAP": CommandRun.command.path])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let command = try #require(try Self.command(below: process.processIdentifier))
        // It waits for something now: it does no work.
        usleep(300_000)
        kill(command, SIGINT)
        var isOver = false
        for _ in 0..<2000 where !isOver {
            usleep(10_000)
            isOver = !FileManager.default.fileExists(atPath: "/proc/\(command)/exe") || Self.isZombie(command)
        }
        #expect(isOver)
        for child in Self.children(of: process.processIdentifier) { kill(child, SIGKILL) }
        process.waitUntilExit()
    }

    /// The command among the children of a shell, once it handles signals.
    private static func command(below shell: Int32) throws -> Int32? {
        for _ in 0..<3000 {
            let found = children(of: shell).first {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/exe"))
                    == CommandRun.command.resolvingSymlinksInPath().path && handlesSignals($0)
            }
            if let found { return found }
            usleep(10_000)
        }
        return nil
    }

    private static func children(of process: Int32) -> [Int32] {
        let path = "/proc/\(process)/task/\(process)/children"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: " ").compactMap { Int32($0) }
    }

    private static func status(_ field: String, of process: Int32) -> String? {
        let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        return text?.split(separator: "\n").first { $0.hasPrefix(field) }.map {
            $0.dropFirst(field.count).trimmingCharacters(in: .whitespaces)
        }
    }

    private static func handlesSignals(_ process: Int32) -> Bool {
        let caught = status("SigCgt:", of: process).flatMap { UInt64($0, radix: 16) } ?? 0
        return caught & (1 << UInt64(SIGINT - 1)) != 0
    }

    private static func isZombie(_ process: Int32) -> Bool { status("State:", of: process)?.hasPrefix("Z") ?? true }
}
