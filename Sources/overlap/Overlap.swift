import ArgumentParser
import Foundation

/// The command `overlap`.
@main
struct Overlap: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overlap",
        abstract: "Predicts how fast an input pipeline feeds its training loop, and says why.",
        discussion: """
            First steps:
              overlap learn                        a lesson: why a GPU waits for data
              overlap simulate                     a built-in example, no file needed
              overlap new -o pipeline.yaml         a commented scenario to edit
              overlap simulate pipeline.yaml       its variants side by side
              overlap bounds pipeline.yaml         what each resource allows at most
              overlap explain pipeline.yaml        what limits it, and what one more of each resource gains
              overlap compare pipeline.yaml        which is faster, and how surely
              overlap plan pipeline.yaml --target 'AU>=90%'    the cheapest that is good enough
              overlap sweep pipeline.yaml --vary prefetch=0..64:log2 -o curve.csv

            Exit codes: 0 done, 1 findings, 2 precision not reached, 64 usage, 65 bad scenario, \
            70 internal error, 74 input or output, 130 or 143 interrupted.
            Colour is used only on a terminal, and never with NO_COLOR.
            Shell completion: overlap --generate-completion-script bash|zsh|fish
            """,
        version: Self.version,
        subcommands: [
            Learn.self, Exercises.self, Simulate.self, Figures.self, BoundsCommand.self, Explain.self, Compare.self,
            KneeCommand.self, MaxCommand.self, MinCommand.self, PlanCommand.self, AutotuneCommand.self, Sweep.self,
            Merge.self, PointsCommand.self,
            Export.self, Serve.self,
            Lint.self,
            New.self,
            Overlays.self, Schema.self, Import.self, Check.self, Datagen.self, Execute.self, Calibrate.self,
            Validate.self, TimelineCommand.self, Devices.self,
        ])

    /// The version of all of it: the archive, the manual page and the tests of the changelog ask the command for it.
    static let version = "0.11.0"

    static func main() async {
        // A reader that goes away (`overlap … | head`), and a file that may grow no more, are noticed when writing.
        for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
        Terminal.boundColumnsOfHelp()
        let interruption = Interruption()
        // Messages are written in the task that a signal cancels, too: it may be that nobody reads them.
        let work = Task { await run() }
        interruption.cancel(work)
        let (code, isInterruption) = await work.value
        let signal = isInterruption ? interruption.signal : nil
        Foundation.exit(signal.map { 128 + $0 } ?? code)
    }

    /// Does what the arguments ask for, and says why if that fails.
    ///
    /// - Returns: the exit code, and whether the user stopped it.
    private static func run() async -> (code: Int32, isInterruption: Bool) {
        do {
            try await parseAndRun()
            return (0, false)
        } catch let failure as CommandFailure {
            failure.report()
            return (failure.code, failure.isInterruption)
        } catch {
            return end(with: error)
        }
    }

    /// Says what the parser of arguments has to say: help texts are results, and are written as such.
    private static func end(with error: any Error) -> (code: Int32, isInterruption: Bool) {
        let (code, text) = (exitCode(for: error), fullMessage(for: error))
        guard !text.isEmpty else { return (code.rawValue, false) }
        guard code.isSuccess else {
            StandardError.write(text + "\n")
            return (code.rawValue, false)
        }
        do { try OutputFile.write(text + "\n", to: nil) } catch {
            error.report()
            return (error.code, error.isInterruption)
        }
        return (code.rawValue, false)
    }

    private static func parseAndRun() async throws {
        try ArgumentText.check()
        var command = try parseAsRoot()
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
    }
}
