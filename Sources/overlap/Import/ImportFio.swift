import ArgumentParser
import Foundation
import Importers
import ScenarioFiles

/// `overlap import fio`.
struct ImportFio: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fio", abstract: "Converts fio measurements of a disk to an overlay for scenarios.",
        discussion: """
            Give output of fio with --output-format=json+, best with --direct=1 --lat_percentiles=1: one file with one \
            request in flight, and others with other queue depths or sizes. Apply the result with
              overlap simulate scenario.yaml --overlay disk.yaml
            """)

    @Argument(help: "Output files of fio, or - for standard input.", completion: .file(extensions: ["json"]))
    var files: [String]

    @Option(help: ArgumentHelp("Requests to use: read, write or trim.", valueName: "direction"))
    var direction = FioDirection.read

    @Option(
        help: ArgumentHelp(
            "Bandwidth of a lone transfer, if known from elsewhere: 2 GB/s.", valueName: "bandwidth"))
    var bandwidth: String?

    @OptionGroup var written: NewFileOption

    func run() throws {
        try written.check(reading: files)
        try StandardInput.checkReadOnce(files.enumerated().map { ("file \($0.offset + 1)", $0.element) })
        var runs: [FioRun] = []
        for file in files { runs += try Self.runs(file, direction) }
        let bytesPerSecond = try bandwidth.map { text throws(CommandFailure) in try Self.bytesPerSecond(text) }
        let text: String
        do throws(FioError) {
            text = DiskOverlay(try FioDisk(runs, bytesPerSecond: bytesPerSecond), files: files).text
        } catch {
            throw CommandFailure.badScenario("\(error)")
        }
        do throws(ScenarioFileError) { try ImportedText.checkOverlay(text) } catch {
            throw CommandFailure(error, ofTextFrom: files.joined(separator: ", "))
        }
        try OutputFile.write(text, to: written.path)
        written.output.tellWritten { "overlap simulate scenario.yaml --overlay \($0)" }
    }

    private static func runs(_ file: String, _ direction: FioDirection) throws(CommandFailure) -> [FioRun] {
        let json = try Data(forCommand: file)
        do throws(FioError) {
            return try FioRun.all(json: json, path: file, direction: direction.rawValue)
        } catch {
            throw .badScenario("\(error)")
        }
    }

    private static func bytesPerSecond(_ text: String) throws(CommandFailure) -> Double {
        do throws(ScenarioFileError) { return try QuantityArgument.bandwidth(text) } catch {
            throw .usage(
                "--bandwidth: \(error.diagnostics[0].message); accepted: \(error.diagnostics[0].accepted ?? "")")
        }
    }
}

/// What fio counts apart.
enum FioDirection: String, ExpressibleByArgument, CaseIterable {
    case read, write, trim
}
