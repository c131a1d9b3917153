import ArgumentParser
import PipelineExecution

/// With what a scenario is executed on this machine.
struct MachineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The directory that `overlap datagen` filled. Default: overlap-data/ with the scenario file's name.",
            valueName: "dir"),
        completion: .directory)
    var data: String?

    @Flag(help: "Before anything runs, compare every byte of the data with what `overlap datagen` writes.")
    var verify = false

    @Flag(help: "Let the page cache serve reads. By default reads go to the disk where the file system allows it.")
    var pageCache = false

    @Option(
        help: ArgumentHelp(
            "The device that computes the steps: an index or part of a name from `overlap devices`, or `emulated` for "
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
        help: ArgumentHelp(
            "Directory for file caches, which are deleted afterwards. Default: the current one.", valueName: "dir"),
        completion: .directory)
    var cacheDir: String?

    /// Where the data are read from; nil when it is not known, which reading them then tells.
    func dataDirectory(forScenario file: String) -> String? { try? DataPath.directory(data, forScenario: file) }

    func validate() throws {
        if let deviceCores, deviceCores < 1 {
            throw ValidationError("'--device-cores' is \(deviceCores): a number of at least 1 is accepted.")
        }
    }
}
