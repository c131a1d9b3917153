import Files
import Foundation
import ScenarioFiles

/// The files that a command reads and writes, checked before it begins.
struct FileUses {
    private var inputs: [(path: String, identity: FileIdentity)] = []
    private var inputDirectory: (path: String, identity: FileIdentity)?
    private var outputs: [(use: String, isStandardOutput: Bool, identity: FileIdentity?)] = []

    /// Checks what is to be written against what is read, and one file against the other.
    ///
    /// - Parameters:
    ///   - files: what is to be written.
    ///   - paths: what is read; `-` is standard input.
    ///   - directory: where data are read from; nil when none are.
    /// - Throws: when nothing can be written to a place, it is read, other results go there, or what is there stays.
    static func check(
        _ files: [WrittenFile], reading paths: [String] = [], dataIn directory: String? = nil
    ) throws(CommandFailure) {
        var uses = FileUses(reading: paths, dataIn: directory)
        for file in files { try uses.add(file) }
        for file in files where file.isNew { try requireNew(file.path) }
    }

    private init(reading paths: [String], dataIn directory: String?) {
        inputs = paths.compactMap { path in
            let identity = path == "-" ? FileIdentity(descriptor: STDIN_FILENO) : FileIdentity(path: path)
            return identity.map { (path, $0) }
        }
        inputDirectory = directory.flatMap { path in FileIdentity(directory: path).map { (path, $0) } }
    }

    private mutating func add(_ file: WrittenFile) throws(CommandFailure) {
        let place = try OutputPlace(file.path)
        let use = file.path.map { "`\(file.option.map { "\($0) " } ?? "")\(visible($0))`" } ?? "standard output"
        let advice = file.option == nil ? "give another directory with \(file.directory)" : "give another file"
        switch place {
        case .standardOutput: try add(use, FileIdentity(descriptor: STDOUT_FILENO), advice, isStandardOutput: true)
        case .device(let target), .fixedFile(let target): try add(use, target, advice)
        case .file(let target):
            try add(use, target, advice)
            let partial = PartialFile.path(of: target)
            guard file.keepsPartial else { return }
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

    private static func requireNew(_ path: String?) throws(CommandFailure) {
        guard let path else { return }
        switch try OutputPlace(path) {
        case .standardOutput, .device: return
        case .file(let target), .fixedFile(let target):
            guard access(target, F_OK) == 0 else { return }
            throw .inputOutput("`\(visible(path))` exists; --force overwrites it")
        }
    }
}
