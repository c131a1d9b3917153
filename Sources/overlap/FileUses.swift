import Foundation
import ScenarioFiles

/// The files that a command reads and writes, checked before it begins.
struct FileUses {
    private var inputs: [(path: String, identity: FileIdentity)] = []
    private var outputs: [(use: String, isStandardOutput: Bool, identity: FileIdentity?)] = []

    /// - Parameter paths: what is read; `-` is standard input.
    init(reading paths: [String]) {
        inputs = paths.compactMap { path in
            let identity = path == "-" ? FileIdentity(descriptor: STDIN_FILENO) : FileIdentity(path: path)
            return identity.map { (path, $0) }
        }
    }

    /// Checks one output, and against all that are known.
    ///
    /// - Parameter option: by which the user names it.
    /// - Throws: when nothing can be written there, it is read, or other results go there.
    mutating func add(_ option: String, _ path: String?, keepingPartial: Bool = false) throws(CommandFailure) {
        let place = try OutputPlace(path)
        let use = path.map { "`\(option) \(visible($0))`" } ?? "standard output"
        switch place {
        case .standardOutput: try add(use, true, FileIdentity(descriptor: STDOUT_FILENO))
        case .device: try add(use, false, nil)
        case .fixedFile(let target): try add(use, false, FileIdentity(path: target))
        case .file(let target):
            try add(use, false, FileIdentity(path: target))
            let partial = PartialFile.path(of: target)
            if keepingPartial {
                try add("\(use), which begins as `\(visible(partial))`,", false, FileIdentity(path: partial))
            }
        }
    }

    private mutating func add(
        _ use: String, _ isStandardOutput: Bool, _ identity: FileIdentity?
    ) throws(CommandFailure) {
        if let identity, let input = inputs.first(where: { $0.identity == identity }) {
            let name = input.path == "-" ? "standard input" : "`\(visible(input.path))`"
            throw .usage("\(use) would overwrite \(name), which is read: give another file")
        }
        let same = outputs.first { other in
            (other.isStandardOutput && isStandardOutput) || (identity != nil && other.identity == identity)
        }
        if let same { throw .usage("\(same.use) and \(use) are one file: give them different ones") }
        outputs.append((use, isStandardOutput, identity))
    }
}

extension FileUses {
    /// Checks a command with one output, that of `-o`.
    static func check(_ path: String?, reading inputs: [String] = []) throws(CommandFailure) {
        var uses = FileUses(reading: inputs)
        try uses.add("-o", path)
    }
}

extension ScenarioFile {
    /// All that was read for the scenarios of a command.
    ///
    /// - Parameter path: of the file; nil for a built-in one.
    func inputs(path: String?, _ changes: ChangeOptions) -> [String] {
        [path].compactMap { $0 } + changes.overlays + measuredFiles
    }
}
