import ArgumentParser
import Foundation
import Importers
import ScenarioFiles

/// `overlap import dlio`.
struct ImportDLIO: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dlio", abstract: "Writes a workload of DLIO or MLPerf Storage as a scenario.",
        discussion: """
            Workload files of all DLIO versions are accepted. The first lines of the result list the assumptions and every \
            field that was ignored. A workload does not describe the machine: give the disk here or in an overlay.
              overlap import dlio unet3d_h100.yaml --accelerators 2 -o unet3d.yaml
              overlap simulate unet3d.yaml
            """)

    @Argument(help: "A workload file, or - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Accelerators that share the disk and the data; `gpu.count` then changes their number. Default: one, with all "
                + "data.", valueName: "n"))
    var accelerators: Int?

    @Option(help: ArgumentHelp("Bandwidth of the disk.", valueName: "bandwidth"))
    var diskBandwidth = "7 GB/s"

    @Option(help: ArgumentHelp("Latency of the disk.", valueName: "time"))
    var diskLatency = "100 us"

    @Option(
        help: ArgumentHelp(
            "Steps of each epoch to simulate. Default: as many as are simulated in seconds.", valueName: "n"))
    var steps: Int?

    @Flag(help: "Simulate all steps and epochs.")
    var all = false

    @OptionGroup var written: NewFileOption

    func validate() throws {
        if let accelerators, !(1...4096).contains(accelerators) {
            throw ValidationError("--accelerators: `\(accelerators)` is not accepted; accepted: 1 to 4096")
        }
        if let steps, steps < 1 { throw ValidationError("--steps: `\(steps)` is not accepted; accepted: 1 or more") }
        if steps != nil, all { throw ValidationError("--steps and --all cannot be combined") }
    }

    func run() throws {
        let setting = WorkloadSetting(
            accelerators: accelerators ?? 1, sharesData: accelerators != nil,
            diskLatencySeconds: try Self.value("--disk-latency") { text throws(ScenarioFileError) in
                try QuantityArgument.seconds(diskLatency, option: text)
            },
            diskBytesPerSecond: try Self.value("--disk-bandwidth") { _ throws(ScenarioFileError) in
                try QuantityArgument.bandwidth(diskBandwidth)
            },
            steps: steps, simulatesAll: all)
        try written.check(reading: [file])
        let data = try Data(forCommand: file)
        let workload: DLIOWorkload
        do throws(ScenarioFileError) { workload = try DLIOWorkload(data, file: name) } catch {
            throw CommandFailure(error)
        }
        let text: String
        do throws(WorkloadError) { text = try WorkloadScenario(workload, setting: setting, file: name).text } catch {
            throw CommandFailure.badScenario("\(error)")
        }
        do throws(ScenarioFileError) { try ImportedText.checkScenario(text) } catch {
            throw CommandFailure(error, ofTextFrom: name)
        }
        try OutputFile.write(text, to: written.path)
        written.output.tellWritten { "overlap simulate \($0)" }
    }

    private var name: String { file == "-" ? "standard input" : file }

    private static func value(
        _ option: String, _ read: (String) throws(ScenarioFileError) -> Double
    ) throws(CommandFailure) -> Double {
        do throws(ScenarioFileError) { return try read(option) } catch {
            throw .usage("\(option): \(error.diagnostics[0].message); accepted: \(error.diagnostics[0].accepted ?? "")")
        }
    }
}
