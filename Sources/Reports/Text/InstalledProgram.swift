import Files
import Foundation
import ScenarioFiles

/// A program of this machine that makes one text or picture out of another.
package struct InstalledProgram: Sendable {
    /// Why it made nothing.
    package enum Failure: Error {
        /// It could not be started, or it failed: a sentence.
        case failed(String)
        /// The task was cancelled.
        case cancelled
    }

    private let path: String
    private let name: String

    /// The program of a name, where `PATH` leads to one.
    package init?(_ name: String) {
        let places = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let paths = places.split(separator: ":").map { "\($0)/\(name)" }
        guard let path = paths.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else { return nil }
        self.path = path
        self.name = name
    }

    /// What it writes to standard output.
    ///
    /// - Parameters:
    ///   - arguments: those of its command line.
    ///   - input: what it reads from standard input, all of it before it writes.
    package func output(_ arguments: [String], input: String) throws(Failure) -> [UInt8] {
        let process = Process()
        let (inputs, outputs) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        // Not the current directory, whose name need not be UTF-8: it opens no file there.
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.standardInput = inputs
        process.standardOutput = outputs
        do { try process.run() } catch {
            throw .failed("cannot start \(path): \(error.localizedDescription)")
        }
        guard let output = Self.exchange(input, inputs, outputs) else {
            process.terminate()
            throw .cancelled
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0, !output.isEmpty else {
            throw .failed("\(name) failed with status \(process.terminationStatus)")
        }
        return output
    }

    /// Sends the input and takes the output; nil when the task is cancelled.
    ///
    /// All of the input is read before anything is written, so that neither waits for the other.
    private static func exchange(_ text: String, _ input: Pipe, _ output: Pipe) -> [UInt8]? {
        do { try DescriptorWriting(input.fileHandleForWriting.fileDescriptor).write(Array(text.utf8)) } catch {
            if case .interrupted = error { return nil }
        }
        try? input.fileHandleForWriting.close()
        return try? Array(InputSource.bytes(from: output.fileHandleForReading.fileDescriptor))
    }
}
