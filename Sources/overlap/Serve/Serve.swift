import ArgumentParser
import Foundation
import OverlapServer
import ScenarioFiles

/// `overlap serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves the lesson and a laboratory as a web page, every picture a live simulation.",
        discussion: """
            The page is for this machine alone, and loads nothing from elsewhere; Ctrl-C ends it. With a scenario the laboratory \
            begins with that one. Scenarios that are pasted into the page can name files of measured values only in the folder of \
            the scenario that it was started with.
            With another --host, whoever has the printed address, which holds a token, can open the page too. The connection is \
            not encrypted.
            """)

    @Argument(help: "A scenario file for the laboratory.", completion: .yaml)
    var file: String?

    @Option(
        help: ArgumentHelp(
            "Real runs of the scenario, shown below the predicted ones: what overlap timeline --measured --spans wrote.",
            valueName: "file.json"), completion: .file(extensions: ["json"]))
    var recorded: String?

    @Option(help: ArgumentHelp("Port at which it listens; 0 for one that is free.", valueName: "N"))
    var port = 0

    @Option(help: ArgumentHelp("Address at which it listens.", valueName: "address"))
    var host = Server.ownHost

    @Flag(help: "Open the page in a browser.")
    var open = false

    @Option(
        help: ArgumentHelp(
            "Write the lesson as one file that opens from disk, folder/lesson.html, with its runs recorded, and end.",
            valueName: "folder"),
        completion: .directory)
    var export: String?

    func validate() throws {
        if export != nil, file != nil || open || port != 0 || host != Server.ownHost {
            throw ValidationError("'--export' writes the lesson and serves nothing: leave the other arguments out.")
        }
        if recorded != nil, file == nil { throw ValidationError("'--recorded' needs the scenario that was run.") }
        guard (0...65_535).contains(port) else {
            throw ValidationError("'--port' is \(port): a number from 0 to 65535 is accepted, 0 for one that is free.")
        }
    }

    func run() async throws {
        if let export { return try await write(lessonInto: export) }
        let server = Server(try ScenarioLibrary(startedWith: file, recordedIn: recorded))
        let opens = open
        do throws(ServerError) {
            try await server.run(host: host, port: port) { address in
                Self.tell(address)
                if opens { Browser.open(address) }
            }
        } catch {
            throw CommandFailure.inputOutput(error.message)
        }
        throw CommandFailure.interrupted("stopped")
    }

    private func write(lessonInto folder: String) async throws(CommandFailure) {
        let path = "\(folder)/lesson.html"
        var progress = ProgressLine(unit: "steps", isQuiet: false)
        defer { progress.end() }
        let lesson: ExportedLesson
        do throws(ServerError) {
            lesson = try await ExportedLesson { finished, all in
                progress.update(fraction: Double(finished) / Double(all), "\(finished) of \(all) steps")
            }
        } catch {
            throw Task.isCancelled ? .interrupted() : .inputOutput(error.message)
        }
        do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
            throw .inputOutput("the folder `\(visible(folder))` cannot be made")
        }
        try OutputFile.write(lesson.text, to: path)
    }

    /// Scripts wait for this line: it is written when the page is there.
    private static func tell(_ address: String) {
        do throws(CommandFailure) { try OutputFile.write(address + "\n", to: nil) } catch { error.report() }
        StandardError.write("Ctrl-C ends it.\n")
    }
}
