import ArgumentParser
import PipelineExecution

/// With what a scenario is executed on this machine.
struct MachineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The directory that `overlap datagen` has filled. Default: overlap-data/ and the scenario file's name.",
            valueName: "dir"),
        completion: .directory)
    var data: String?

    @Flag(help: "Compare every byte of the data with what `overlap datagen` writes, before anything runs.")
    var verify = false

    @Flag(help: "Let the page cache answer reads; otherwise every read goes to the disk, as far as it can be had.")
    var pageCache = false

    @Option(
        help: ArgumentHelp(
            "The device that computes the steps: an index or a part of a name from `overlap devices`, or `emulated` for "
                + "timed waits. Default: the first that is not the CPU, else emulated.",
            valueName: "name"))
    var device: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Cores of a CPU device that compute the steps; the others are left to the workers. Default: 1.",
            valueName: "N"))
    var deviceCores: Int?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "How stages that compute spend their time: `spin`, or `work` for a checked computation over the bytes; "
                + "`decode=work` for one stage. May be repeated. Default: spin.",
            valueName: "spin|work"))
    var body: [String] = []

    @Option(
        help: ArgumentHelp("Where file caches are written; nothing of them stays. Default: here.", valueName: "dir"),
        completion: .directory)
    var cacheDir: String?

    /// Where the data are read from; nil when it is not known, which reading them then tells.
    func dataDirectory(forScenario file: String) -> String? { try? DataPath.directory(data, forScenario: file) }

    func validate() throws {
        if let deviceCores, deviceCores < 1 {
            throw ValidationError("'--device-cores' is \(deviceCores): a number from 1 on is accepted.")
        }
    }
}
