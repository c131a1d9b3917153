import Foundation

/// Whether a user sees a table for the first time on this machine, and then the legend with it.
enum FirstRun {
    /// Asks once and for all: the first call on a terminal leaves a file in the user's state folder.
    ///
    /// Where no such file can be written it is never the first time.
    static func isFirst(environment: [String: String] = ProcessInfo.processInfo.environment) -> Bool {
        guard let folder = StateFolder.path(environment) else { return false }
        let file = folder + "/legend-shown"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch { return false }
        let descriptor = open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }
}
