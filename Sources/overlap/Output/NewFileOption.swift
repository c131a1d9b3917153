import ArgumentParser
import Foundation
import ScenarioFiles

/// Where a command writes a file that the user goes on to edit: one that is there stays, unless the user says
/// otherwise.
struct NewFileOption: ParsableArguments {
    @OptionGroup var output: OutputOption

    @Flag(help: "Overwrite the file if it exists.")
    var force = false

    var path: String? { output.path }

    /// Checks that the file can be written, and that nothing is lost by it.
    ///
    /// - Parameter inputs: what is read, which must not be overwritten even with `--force`.
    func check(reading inputs: [String] = []) throws(CommandFailure) {
        try FileUses.check(path, reading: inputs)
        try Self.check(path, isForced: force)
    }

    /// Checks that nothing is lost by writing a file.
    ///
    /// - Parameter isForced: whether the user allows it.
    static func check(_ path: String?, isForced: Bool) throws(CommandFailure) {
        guard !isForced, let path else { return }
        switch try OutputPlace(path) {
        case .standardOutput, .device: return
        case .file(let target), .fixedFile(let target):
            guard access(target, F_OK) == 0 else { return }
            throw .inputOutput("`\(visible(path))` exists; --force overwrites it")
        }
    }
}
