import Files
import Foundation
import ScenarioFiles

/// The program that draws scripts.
package enum Gnuplot {
    /// Why there is no picture.
    package enum Failure: Error {
        /// The program is not installed.
        case notInstalled
        /// It could not be started, or it failed.
        case failed(String)
        /// The task was cancelled.
        case cancelled
    }

    /// Whether pictures can be drawn.
    package static var isInstalled: Bool { program != nil }

    /// The bytes of the picture that a script draws.
    package static func picture(_ script: String) throws(Failure) -> [UInt8] {
        guard let program else { throw .notInstalled }
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-"]
        // Not the current directory, whose name need not be UTF-8: gnuplot opens no file.
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.standardInput = input
        process.standardOutput = output
        do { try process.run() } catch {
            throw .failed("cannot start \(program): \(error.localizedDescription)")
        }
        guard let picture = exchange(script, input, output) else {
            process.terminate()
            throw .cancelled
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0, !picture.isEmpty else {
            throw .failed("gnuplot failed with status \(process.terminationStatus)")
        }
        return picture
    }

    /// Sends the script and takes the picture; nil when the task is cancelled.
    ///
    /// gnuplot reads all of the script before it draws, so that neither waits for the other.
    private static func exchange(_ script: String, _ input: Pipe, _ output: Pipe) -> [UInt8]? {
        do { try DescriptorWriting(input.fileHandleForWriting.fileDescriptor).write(Array(script.utf8)) } catch {
            if case .interrupted = error { return nil }
        }
        try? input.fileHandleForWriting.close()
        return try? Array(InputSource.bytes(from: output.fileHandleForReading.fileDescriptor))
    }

    private static var program: String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map { "\($0)/gnuplot" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }
}
