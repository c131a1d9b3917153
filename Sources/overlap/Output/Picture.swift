import Foundation
import ScenarioFiles

/// A picture file that gnuplot draws.
struct Picture {
    /// What kinds of picture there are, by the ending of the file's name.
    enum Format: String {
        case svg, png

        /// The first line of a gnuplot script.
        var terminal: String {
            switch self {
            case .svg: "set terminal svg size 900,540 dynamic font 'Helvetica,Arial,sans-serif,14' background 'white'"
            case .png: "set terminal pngcairo size 1350,810 font 'Sans,16' background 'white'"
            }
        }
    }

    let path: String
    let format: Format

    /// - Throws: when the name does not end in a known format.
    init(path: String) throws(CommandFailure) {
        let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard let format = Format(rawValue: ending) else {
            throw .usage("`--plot \(visible(path))`: the name of the picture must end in .svg or .png")
        }
        self.path = path
        self.format = format
        if Self.program == nil { StandardError.write("warning: \(Self.missing)\n") }
    }

    /// Has gnuplot draw a script and writes what it makes.
    func draw(_ script: String) throws(CommandFailure) {
        guard let program = Self.program else { throw .inputOutput(Self.missing) }
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-"]
        // Not the current directory, whose name need not be UTF-8: gnuplot opens no file.
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.standardInput = input
        process.standardOutput = output
        do { try process.run() } catch {
            throw .inputOutput("cannot start \(program): \(error.localizedDescription)")
        }
        guard let picture = Self.exchange(script, input, output) else {
            process.terminate()
            throw .interrupted("interrupted while gnuplot draws `\(visible(path))`")
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0, !picture.isEmpty else {
            throw CommandFailure.inputOutput("gnuplot failed with status \(process.terminationStatus)")
        }
        try OutputFile.write(picture, to: path)
    }

    /// Sends the script and takes the picture; nil when the user does not want to wait.
    ///
    /// gnuplot reads all of the script before it draws, so that neither waits for the other.
    private static func exchange(_ script: String, _ input: Pipe, _ output: Pipe) -> [UInt8]? {
        do { try DescriptorWriting(input.fileHandleForWriting.fileDescriptor).write(Array(script.utf8)) } catch {
            if case .interrupted = error { return nil }
        }
        try? input.fileHandleForWriting.close()
        return try? Array(InputSource.bytes(from: output.fileHandleForReading.fileDescriptor))
    }

    private static let missing =
        "pictures are drawn by gnuplot, which is not installed: install the package `gnuplot-nox` (Debian, Ubuntu) or "
        + "`gnuplot` (others); the figures are written as CSV all the same"

    private static var program: String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map { "\($0)/gnuplot" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }
}
