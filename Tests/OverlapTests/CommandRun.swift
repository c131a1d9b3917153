import Foundation

/// One run of the built command, as a user would start it.
struct CommandRun {
    let output: String
    let errors: String
    let code: Int32

    /// - Parameters:
    ///   - arguments: after the command's name.
    ///   - input: what it reads from standard input.
    ///   - environment: added to a bare one, so that the developer's settings do not matter.
    ///   - directory: where it is started.
    init(
        _ arguments: [String], input: String = "", environment: [String: String] = [:], in directory: URL = fixtures
    ) throws {
        try self.init(
            program: Self.command.path, arguments, input: input, environment: environment, in: directory)
    }

    /// A run of a shell's command line, in which `$OVERLAP` is the command.
    init(shell line: String, environment: [String: String] = [:]) throws {
        let environment = environment.merging(["OVERLAP": Self.command.path]) { $1 }
        try self.init(program: "/bin/sh", ["-c", line], input: "", environment: environment)
    }

    /// One run of another program.
    init(
        program: String, _ arguments: [String] = [], input: String = "", environment: [String: String] = [:],
        in directory: URL = fixtures
    ) throws {
        let process = Self.process(program, arguments, environment: environment)
        process.currentDirectoryURL = directory
        let (inputs, outputs, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = inputs
        process.standardOutput = outputs
        process.standardError = errors
        try process.run()
        try inputs.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try inputs.fileHandleForWriting.close()
        // Error messages are shorter than a pipe holds, so that reading one after the other cannot block.
        output = String(decoding: try outputs.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        self.errors = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        code = process.terminationStatus
    }

    /// A process that has not been started.
    static func process(
        _ program: String = command.path, _ arguments: [String], environment: [String: String] = [:]
    ) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = fixtures
        process.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/", "LC_ALL": "C.UTF-8"]
            .merging(environment) { $1 }
        return process
    }

    /// The signals that a running process handles itself, one bit each.
    static func caughtSignals(of process: Process) throws -> UInt64 {
        let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
        return line.flatMap { UInt64($0.dropFirst(7).trimmingCharacters(in: .whitespaces), radix: 16) } ?? 0
    }

    /// The command that was built with the tests: it lies beside them.
    static let command = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
        .deletingLastPathComponent().appendingPathComponent("overlap")

    /// Where the tests' scenarios are, and where the command is started.
    static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
}

/// A directory that is removed after a test.
struct TemporaryDirectory: ~Copyable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("overlap-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
}
