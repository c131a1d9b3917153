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
            A step takes longer than its computation, however far ahead data are loaded; typical costs are assumed. To \
            fit them to your own system, give results of it:
              overlap import dlio resnet50_h100.yaml --accelerators 30 --fit rows.csv -o resnet50.yaml
            """)

    @Argument(help: "A workload file, or - for standard input.", completion: .yaml)
    var file: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Accelerators that share the disk and the data; `gpu.count` then changes their number. Default: one, with all "
                + "data.", valueName: "n"))
    var accelerators: Int?

    @Option(help: ArgumentHelp("Bandwidth of the disk. Default: 7 GB/s.", valueName: "bandwidth"))
    var diskBandwidth: String?

    @Option(help: ArgumentHelp("Latency of the disk.", valueName: "time"))
    var diskLatency = "100 us"

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Samples in a row group (Parquet) or chunk (HDF5), each read with one request, if the workload does not "
                + "say. Default: one latency for each file.", valueName: "n"))
    var rowGroup: Int?

    @Option(
        help: ArgumentHelp(
            "Steps of each epoch to simulate. Default: as many as can be simulated within seconds.", valueName: "n"))
    var steps: Int?

    @Flag(help: "Simulate all steps and epochs.")
    var all = false

    @OptionGroup(title: "Costs of the system") var costs: DLIOCostOptions

    @OptionGroup var written: NewFileOption

    func validate() throws {
        if let accelerators, !(1...4096).contains(accelerators) {
            throw ValidationError("--accelerators: `\(accelerators)` is not accepted; accepted: 1 to 4096")
        }
        if let steps, steps < 1 { throw ValidationError("--steps: `\(steps)` is not accepted; accepted: 1 or more") }
        if let rowGroup, !(1...1_000_000_000).contains(rowGroup) {
            throw ValidationError("--row-group: `\(rowGroup)` is not accepted; accepted: 1 to 1000000000")
        }
        if file == "-", costs.fit == "-" {
            throw ValidationError("Standard input cannot be both the workload and the results: give one as a file.")
        }
        if costs.hosts > accelerators ?? 1 {
            throw ValidationError("--hosts: more hosts than accelerators; give --accelerators, of all hosts together")
        }
        if steps != nil, all { throw ValidationError("--steps and --all cannot be combined") }
    }

    func run() throws {
        try written.check(reading: [file] + (costs.fit.map { [$0] } ?? []))
        let setting = try setting()
        let data = try Data(forCommand: file)
        let workload: DLIOWorkload
        do throws(ScenarioFileError) { workload = try DLIOWorkload(data, file: name) } catch {
            throw CommandFailure(error)
        }
        let text: String
        do throws(ImportError) { text = try WorkloadScenario(workload, setting: setting, file: name).text } catch {
            throw CommandFailure.badScenario("\(error)")
        }
        try written.write(text, from: name)
    }

    private var name: String { file == "-" ? "standard input" : file }

    private func setting() throws -> WorkloadSetting {
        var setting = WorkloadSetting(
            accelerators: accelerators ?? 1, sharesData: accelerators != nil, steps: steps, simulatesAll: all)
        setting.rowGroup = rowGroup
        setting.diskLatencySeconds = try ImportArgument.seconds(diskLatency, "--disk-latency")
        if let diskBandwidth {
            setting.diskBytesPerSecond = try ImportArgument.bandwidth(diskBandwidth, "--disk-bandwidth")
        } else if costs.fit != nil {
            setting.diskBytesPerSecond = nil
        }
        try costs.set(&setting)
        return setting
    }
}
