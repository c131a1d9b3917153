import Files
import Foundation
import ScenarioFiles

/// The files that a command reads and writes, checked before it begins.
struct FileUses {
    private var inputs: [(path: String, identity: FileIdentity)] = []
    private var inputDirectory: (path: String, identity: FileIdentity)?
    private var outputs: [(use: String, isStandardOutput: Bool, identity: FileIdentity?)] = []

    /// - Parameters:
    ///   - paths: what is read; `-` is standard input.
    ///   - directory: where data are read from; nil when none are.
    init(reading paths: [String], dataIn directory: String? = nil) {
        inputs = paths.compactMap { path in
            let identity = path == "-" ? FileIdentity(descriptor: STDIN_FILENO) : FileIdentity(path: path)
            return identity.map { (path, $0) }
        }
        inputDirectory = directory.flatMap { path in FileIdentity(directory: path).map { (path, $0) } }
    }

    /// Checks one output, and against all that are known.
    ///
    /// - Parameters:
    ///   - option: by which the user names it; nil for one that the command names, in a directory that the user names.
    ///   - directory: how the user names that.
    /// - Throws: when nothing can be written there, it is read, or other results go there.
    mutating func add(
        _ option: String?, _ path: String?, keepingPartial: Bool = false, directory: String = "`-o`"
    ) throws(CommandFailure) {
        let place = try OutputPlace(path)
        let use = path.map { "`\(option.map { "\($0) " } ?? "")\(visible($0))`" } ?? "standard output"
        let advice = option == nil ? "give another directory with \(directory)" : "give another file"
        switch place {
        case .standardOutput: try add(use, FileIdentity(descriptor: STDOUT_FILENO), advice, isStandardOutput: true)
        case .device(let target), .fixedFile(let target): try add(use, target, advice)
        case .file(let target):
            try add(use, target, advice)
            let partial = PartialFile.path(of: target)
            guard keepingPartial else { return }
            try add("\(use), which begins as `\(visible(partial))`,", partial, advice)
            let journal = OpenJournal.path(of: target)
            try add("\(use), whose points are stored in `\(visible(journal))`,", journal, advice)
        }
    }

    private mutating func add(_ use: String, _ target: String, _ advice: String) throws(CommandFailure) {
        if let inputDirectory, inputDirectory.identity.contains(target) {
            throw .usage("\(use) would lie in `\(visible(inputDirectory.path))`, from which data are read: \(advice)")
        }
        try add(use, FileIdentity(path: target), advice)
    }

    private mutating func add(
        _ use: String, _ identity: FileIdentity?, _ advice: String, isStandardOutput: Bool = false
    ) throws(CommandFailure) {
        if let identity, let input = inputs.first(where: { $0.identity == identity }) {
            let name = input.path == "-" ? "standard input" : "`\(visible(input.path))`"
            throw .usage("\(use) would overwrite \(name), which is an input: \(advice)")
        }
        let same = outputs.first { other in
            (other.isStandardOutput && isStandardOutput) || (identity != nil && other.identity == identity)
        }
        if let same { throw .usage("\(same.use) and \(use) are the same file: give different ones") }
        outputs.append((use, isStandardOutput, identity))
    }
}

extension FileUses {
    /// Checks a command with one output, that of `-o`.
    static func check(
        _ path: String?, reading inputs: [String] = [], dataIn directory: String? = nil
    ) throws(CommandFailure) {
        var uses = FileUses(reading: inputs, dataIn: directory)
        try uses.add("-o", path)
    }
}

extension ScenarioFile {
    /// All that was read for the scenarios of a command.
    ///
    /// - Parameter path: of the file; nil for a built-in one.
    func inputs(path: String?, _ changes: ChangeOptions) -> [String] {
        [path].compactMap { $0 } + changes.overlayFiles + measuredFiles
    }
}
