import Files
import Foundation
import ScenarioFiles

/// The files that other machines need to make the same scenarios, under the names that they have there.
struct SharedFiles {
    /// The scenario file.
    let scenario: String
    /// Overlays, files and built-in ones.
    let overlays: [String]
    /// What they hold; those that are measured have their places below the scenario's folder.
    let contents: [String: Data]

    /// - Throws: when one cannot be read a second time, or lies where another machine would not find it.
    init(_ file: ScenarioFile, at path: String, _ changes: ChangeOptions) throws(CommandFailure) {
        guard path != "-", !changes.overlayFiles.contains("-") else {
            throw .usage("`--dask` sends files to other machines: give files, not standard input")
        }
        scenario = String(decoding: lastPart(of: path), as: UTF8.self)
        var contents = [scenario: try Data(forCommand: path)]
        var overlays: [String] = []
        for overlay in changes.overlays {
            guard OverlayArgument(overlay).builtIn == nil else {
                overlays.append(overlay)
                continue
            }
            overlays.append("overlay-\(overlays.count + 1).yaml")
            contents[overlays[overlays.count - 1]] = try Data(forCommand: overlay)
        }
        let folder = parentDirectory(of: path) + "/"
        for measured in file.measuredFiles {
            guard let name = Self.name(of: measured, below: folder) else {
                throw .usage(
                    "`\(visible(measured))` is not below the scenario's folder, so other machines would "
                        + "not have it: copy it there")
            }
            contents[name] = try Data(forCommand: measured)
        }
        self.overlays = overlays
        self.contents = contents
    }

    /// What a path adds to that of a folder, which may have `..` itself; nil where it leads elsewhere.
    static func name(of path: String, below folder: String) -> String? {
        guard path.hasPrefix(folder) else { return nil }
        let name = path.dropFirst(folder.count)
        return name.split(separator: "/").contains("..") ? nil : String(name)
    }
}
