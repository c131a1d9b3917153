import Files
import Foundation
import Synchronization

/// A program that hands requests to other machines: each is a line that it reads, each answer a line that it prints.
package final class RemoteDriver: Sendable {
    /// Why it cannot be asked any more.
    package struct Failure: Error { package let reason: String }

    private struct State: ~Copyable {
        let process: Process
        let input: FileHandle
        let output: FileHandle
        /// A file without a name, which takes as much as the driver has to say.
        let errors: Int32
        var read: [UInt8] = []
    }

    private let state: Mutex<State>

    /// Starts it.
    ///
    /// - Parameters:
    ///   - program: found along `PATH`.
    ///   - arguments: of the program.
    /// - Throws: when it cannot be started.
    package init(_ program: String, _ arguments: [String]) throws(Failure) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let (input, output) = (Pipe(), Pipe())
        let errors: Int32
        do throws(FileFailure) { errors = try UnnamedFile.open(in: FileManager.default.temporaryDirectory.path) } catch
        {
            throw Failure(reason: "cannot write to `\(error.path)`: \(String(cString: strerror(error.code)))")
        }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle(fileDescriptor: errors, closeOnDealloc: false)
        do { try process.run() } catch {
            close(errors)
            throw Failure(reason: "cannot start \(program): \(error.localizedDescription)")
        }
        state = Mutex(
            State(
                process: process, input: input.fileHandleForWriting, output: output.fileHandleForReading,
                errors: errors))
    }

    /// Ends it, and gives it time to leave nothing on the other machines.
    deinit {
        state.withLock { state in
            try? state.input.close()
            if state.process.isRunning { state.process.terminate() }
            let latest = ContinuousClock.now + Self.longestEnd
            while state.process.isRunning, ContinuousClock.now < latest { usleep(10_000) }
            close(state.errors)
        }
    }

    /// The driver gives up after three seconds.
    private static let longestEnd = Duration.seconds(5)

    /// Gives it a line.
    package func send(_ line: [UInt8]) throws(Failure) {
        let isSent = state.withLock { state in
            (try? DescriptorWriting(state.input.fileDescriptor).write(line + [UInt8(ascii: "\n")])) != nil
        }
        if !isSent { throw ended() }
    }

    /// Waits for its next line; nil when the task is cancelled before there is one.
    ///
    /// - Throws: when it has ended.
    func next() throws(Failure) -> [UInt8]? {
        let (line, hasEnded) = state.withLock { state -> ([UInt8]?, Bool) in
            while true {
                if let end = state.read.firstIndex(of: UInt8(ascii: "\n")) {
                    let line = Array(state.read[..<end])
                    state.read.removeFirst(end + 1)
                    return (line, false)
                }
                guard waitUntilReady(state.output.fileDescriptor, for: POLLIN) else { return (nil, false) }
                let bytes = state.output.availableData
                if bytes.isEmpty { return (nil, true) }
                state.read += bytes
            }
        }
        if hasEnded { throw ended() }
        return line
    }

    /// What it said before it ended.
    private func ended() -> Failure {
        let text = state.withLock { state in
            let end = Int(lseek(state.errors, 0, SEEK_END))
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = pread(state.errors, &bytes, bytes.count, max(0, end - bytes.count))
            return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        }
        let last = text.split(separator: "\n").suffix(3).joined(separator: "; ")
        return Failure(reason: last.isEmpty ? "the driver ended" : "the driver ended: \(last)")
    }
}
