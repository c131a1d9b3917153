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
        for file in files {
            runs += try Data.imported(file) { data, path throws(ImportError) in
                try FioRun.all(json: data, path: path, direction: direction.rawValue)
            }
        }
        let bytesPerSecond = try bandwidth.map { text throws(CommandFailure) in
            try ImportArgument.bandwidth(text, "--bandwidth")
        }
        let disk: FioDisk
        do throws(ImportError) { disk = try FioDisk(runs, bytesPerSecond: bytesPerSecond) } catch {
            throw CommandFailure.badScenario("\(error)")
        }
        try written.writeOverlay(
            DiskOverlay(disk, files: files).text, from: files.joined(separator: ", "), check: ImportedText.checkOverlay)
    }
}

/// What fio counts apart.
enum FioDirection: String, ExpressibleByArgument, CaseIterable {
    case read, write, trim
}
