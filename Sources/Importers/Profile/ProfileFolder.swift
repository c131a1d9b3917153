import Foundation
import ScenarioFiles

/// A profile as the user names it: a file, or the directory that the profiler was given.
package struct ProfileFolder {
    /// The profile's path.
    package let file: String
    /// What else is there, as sentences without their points.
    package let warnings: [String]

    private static let suffixes = [".xplane.pb", ".xplane.pb.gz"]
    /// The profiler writes `plugins/profile/<time>/<host>.xplane.pb`.
    private static let deepest = 4
    /// Entries that are looked at: a directory of profiles has a few.
    private static let mostEntries = 100_000

    /// Finds the latest profile in a directory; a file stands for itself.
    ///
    /// - Throws: when a directory has none.
    package init(_ path: String) throws(ImportError) {
        var isDirectory: ObjCBool = false
        guard path != "-", FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
            isDirectory.boolValue
        else {
            (file, warnings) = (path, [])
            return
        }
        let found = Self.profiles(below: path)
        guard let latest = found.max() else {
            throw ImportError(
                "`\(visible(path))` has no profile: a file *.xplane.pb is accepted, there or in plugins/profile/<time>")
        }
        let run = (latest as NSString).deletingLastPathComponent
        let hosts = found.filter { ($0 as NSString).deletingLastPathComponent == run }
        let first = hosts.min() ?? latest
        file = first
        let name = (first as NSString).lastPathComponent
        warnings =
            hosts.count > 1
            ? ["\(hosts.count) hosts were profiled: this is the pipeline of `\(visible(name))`; name another file"] : []
    }

    /// Paths of profiles, which sort by the time of their runs.
    private static func profiles(below path: String) -> [String] {
        guard let entries = FileManager.default.enumerator(atPath: path) else { return [] }
        var found: [String] = []
        for (count, entry) in entries.enumerated() {
            guard count < mostEntries, let name = entry as? String else { break }
            if entries.level >= deepest { entries.skipDescendants() }
            if suffixes.contains(where: name.hasSuffix) {
                found.append((path as NSString).appendingPathComponent(name))
            }
        }
        return found
    }
}
