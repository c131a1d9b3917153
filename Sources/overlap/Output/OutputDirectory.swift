import Files
import Foundation
import ScenarioFiles

/// A directory that a command writes several files to.
struct OutputDirectory {
    let path: String

    /// Whether something of that name is there.
    var exists: Bool { access(path, F_OK) == 0 }

    /// - Throws: when it can be neither written to nor made.
    func check() throws(CommandFailure) {
        guard !path.isEmpty else { throw .usage("the name of the directory is empty") }
        var place = path
        while access(place, F_OK) != 0, errno == ENOENT, place != ".", place != "/" {
            place = parentDirectory(of: place)
        }
        guard access(place, W_OK | X_OK) == 0 else {
            throw .inputOutput("cannot create `\(visible(path))`: \(String(cString: strerror(errno)))")
        }
    }

    /// Makes the directory, unless it is there.
    func create() throws(CommandFailure) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .inputOutput("cannot create `\(visible(path))`: \(error.localizedDescription)")
        }
    }

    /// The path of a file in it.
    func path(of name: String) -> String { path.hasSuffix("/") ? path + name : "\(path)/\(name)" }
}
