import ArgumentParser
import Foundation

/// How many replications run at the same time.
struct ThreadsOption: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Replications to run at a time. Default: the number of cores. Results do not depend on it.", valueName: "N")
    )
    var threads: Int?

    /// Replications at a time.
    var count: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

    func validate() throws { try checkNumber("--threads", threads, in: 1...1024) }
}
