import Experiments
import Pipelines
import ScenarioFiles

/// A scenario file that a command was given: read, with the changes that were asked for, and not yet decoded.
struct OpenedScenario {
    let file: ScenarioFile
    /// The variants that were asked for.
    let variants: [String]
    /// The changes, those of named options last.
    let overrides: [Override]
    /// Those of them that `--set` makes.
    let settings: [Override]
    /// The file and its overlays.
    private let paths: [String]
    private let isQuiet: Bool

    /// Reads a scenario file, the built-in example when there is no path, and then the changes.
    ///
    /// - Parameters:
    ///   - more: changes by named options.
    ///   - variants: chooses among those of the file.
    init(
        _ path: String?, _ changes: ChangeOptions, _ more: [Override] = [], isQuiet: Bool,
        variants: (ScenarioFile) throws(CommandFailure) -> [String]
    ) throws(CommandFailure) {
        file = try ScenarioFile(forCommand: path, changes)
        settings = try changes.settings()
        overrides = try changes.overrides() + more
        self.variants = try variants(file)
        paths = [path].compactMap(\.self) + changes.overlayFiles
        self.isQuiet = isQuiet
    }

    /// All that was read for it so far.
    var inputs: [String] { paths + file.measuredFiles }

    /// Decodes what the command needs of it, tells how tables were read, and checks what is to be written.
    ///
    /// - Parameters:
    ///   - files: what the command is to write.
    ///   - others: what it reads besides.
    ///   - directory: where it reads data from.
    func decoded<Value>(
        writing files: [WrittenFile] = [], reading others: [String] = [], dataIn directory: String? = nil,
        _ decode: () throws(CommandFailure) -> Value
    ) throws(CommandFailure) -> Value {
        try [file].decoded(writing: files, reading: paths + others, dataIn: directory, isQuiet: isQuiet, decode)
    }

    /// The scenarios of the variants, decoded so.
    func scenarios(
        writing files: [WrittenFile] = [], dataIn directory: String? = nil
    ) throws(CommandFailure) -> [Scenario] {
        try decoded(writing: files, dataIn: directory) { () throws(CommandFailure) in
            try file.scenarios(variants, overrides)
        }
    }

    /// Tries guesses at every place where an answer will be looked for.
    ///
    /// - Parameters:
    ///   - paths: what is varied, which leaves no guess at it.
    ///   - further: changes that are made after the guesses, each alone.
    func check(
        _ guesses: [Guess], varying paths: [String] = [], then further: [[Override]] = [[]]
    ) throws(CommandFailure) {
        guard !guesses.isEmpty else { return }
        try checkGivenOnce(varied: paths, guessed: guesses)
        for variant in variants {
            try guesses.check { places throws(CommandFailure) in
                let assumed = try file.overrides(overrides, assuming: places, variant: variant)
                for changes in further { _ = try file.scenarios([variant], assumed + changes) }
            }
        }
    }

    /// Checks that each parameter gets its values from one place.
    func checkGivenOnce(
        varied paths: [String], set settings: [Override] = [], guessed guesses: [Guess] = []
    ) throws(CommandFailure) {
        do throws(SweepGridError) {
            try file.checkGivenOnce(
                varied: paths, set: settings, guessed: guesses, variants: variants, overrides: overrides)
        } catch {
            throw CommandFailure(error)
        }
    }
}

extension [ScenarioFile] {
    /// Decodes what a command needs of the files; tells how tables were read, and checks what is to be written.
    ///
    /// All commands do it in this order: what is wrong is told before anything is simulated, and which tables are read
    /// is known once all is decoded, for a change may name one more.
    ///
    /// - Parameters:
    ///   - written: what the command is to write.
    ///   - paths: what it reads besides tables.
    ///   - directory: where it reads data from.
    func decoded<Value>(
        writing written: [WrittenFile], reading paths: [String], dataIn directory: String? = nil, isQuiet: Bool,
        _ decode: () throws(CommandFailure) -> Value
    ) throws(CommandFailure) -> Value {
        let value = try decode()
        if !isQuiet { for note in flatMap(\.notes) { StandardError.write("notice: \(note)\n") } }
        try FileUses.check(written, reading: paths + flatMap(\.measuredFiles), dataIn: directory)
        return value
    }
}
