import ArgumentParser
import Foundation
import Importers
import ScenarioFiles

/// What steps and readers of DLIO cost on a system.
struct DLIOCostOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Take the costs of each accelerator from results of the system: a CSV file with the columns workload (a "
                + "file), accelerators, au_percent and, for several hosts, hosts. Two rows of different workloads are "
                + "enough. The disk then has no limit unless --disk-bandwidth sets one.", valueName: "rows.csv"),
        completion: .file(extensions: ["csv"]))
    var fit: String?

    @Option(help: ArgumentHelp("The loop's own time for each step. Default: 460 us.", valueName: "time"))
    var loopCost: String?

    @Option(
        help: ArgumentHelp("Time that each accelerator of a host adds to a step. Default: 37 us.", valueName: "time"))
    var barrierCost: String?

    @Option(
        help: ArgumentHelp(
            "Each accelerator of a host also adds a step's bytes ÷ this bandwidth to every step; `unlimited` adds "
                + "nothing. Default: 310 GB/s.", valueName: "bandwidth"))
    var hostBandwidth: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Hosts that the accelerators are spread over.", valueName: "n"))
    var hosts = 1

    @Option(help: ArgumentHelp("Computation of a reader for each sample. Default: none.", valueName: "time"))
    var readerCost: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Cores of each host for --reader-cost. Default: as many as threads.", valueName: "n"))
    var cores: Int?

    func validate() throws {
        if !(1...4096).contains(hosts) {
            throw ValidationError("--hosts: `\(hosts)` is not accepted; accepted: 1 to 4096")
        }
        if let cores, !(1...65536).contains(cores) {
            throw ValidationError("--cores: `\(cores)` is not accepted; accepted: 1 to 65536")
        }
        if cores != nil, readerCost == nil {
            throw ValidationError("--cores needs --reader-cost: nothing else computes")
        }
        if fit != nil, barrierCost != nil || hostBandwidth != nil {
            throw ValidationError("--fit finds the values of --barrier-cost and --host-bandwidth: leave these two out")
        }
    }

    /// Puts what was given into a setting.
    ///
    /// - Throws: when a value cannot be read, or the rows cannot be used.
    func set(_ setting: inout WorkloadSetting) throws {
        setting.hosts = hosts
        setting.cores = cores
        if let readerCost { setting.readerSeconds = try ImportArgument.seconds(readerCost, "--reader-cost") }
        if let loopCost { setting.costs.loopSeconds = try ImportArgument.seconds(loopCost, "--loop-cost") }
        if let barrierCost { setting.costs.barrierSeconds = try ImportArgument.seconds(barrierCost, "--barrier-cost") }
        if let hostBandwidth {
            setting.costs.hostBytesPerSecond =
                hostBandwidth == "unlimited" ? nil : try ImportArgument.bandwidth(hostBandwidth, "--host-bandwidth")
        }
        if let fit {
            let fitted = StepCostFit(try Self.rows(fit), typical: setting.costs)
            setting.costs = fitted.costs
            setting.fit = WorkloadSetting.FittedCosts(fitted, file: URL(fileURLWithPath: fit).lastPathComponent)
        }
    }

    /// The results in a file; workloads are looked for beside it.
    private static func rows(_ path: String) throws -> [BenchmarkRow] {
        let folder = path == "-" ? "." : URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            return try BenchmarkRow.rows(of: try ResultTable(path: path)) { name in
                let file = name.hasPrefix("/") ? name : folder + "/" + name
                return try DLIOWorkload(try Data(forCommand: file), file: name)
            }
        } catch let error as ScenarioFileError {
            throw CommandFailure(error, reading: path)
        }
    }
}
