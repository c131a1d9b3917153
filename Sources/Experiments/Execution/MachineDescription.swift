import Foundation

/// On what something was measured: what a reader needs to know to believe the figures, or not to expect them elsewhere.
package struct MachineDescription {
    /// When it was measured, as in ISO 8601.
    package let time: String
    /// The processor's name.
    package let cpu: String
    package let cores: Int
    package let memoryBytes: Double?
    package let system: String
    package let kernel: String
    /// The averages of the last 1, 5 and 15 minutes.
    package let load: String
    /// What computed the steps.
    package let device: String
    /// Of the device.
    package let driver: String
    /// What was read, and how.
    package let data: String
    /// Of the directory of the data.
    package let fileSystem: String

    /// - Parameter directory: of the data.
    package init(device: String, driver: String, data: String, fileSystemOf directory: String) {
        let memory = Self.field("MemTotal", in: "/proc/meminfo").flatMap { Double($0.split(separator: " ")[0]) }
        let averages = Self.text("/proc/loadavg")?.split(separator: " ").prefix(3).joined(separator: " ")
        time = ISO8601DateFormatter().string(from: Date())
        cpu = Self.field("model name", in: "/proc/cpuinfo") ?? "unknown"
        cores = ProcessInfo.processInfo.activeProcessorCount
        memoryBytes = memory.map { $0 * 1024 }
        system = ProcessInfo.processInfo.operatingSystemVersionString
        kernel = Self.text("/proc/sys/kernel/osrelease") ?? "unknown"
        load = averages ?? "unknown"
        fileSystem = Self.fileSystem(of: directory) ?? "unknown"
        (self.device, self.driver, self.data) = (device, driver, data)
    }

    /// The type of the file system mounted nearest above a directory, as in `ext4`.
    static func fileSystem(of directory: String, mounts: String? = text("/proc/self/mounts")) -> String? {
        let path = URL(fileURLWithPath: directory).resolvingSymlinksInPath().path
        let points = (mounts ?? "").split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            .filter { $0.count > 2 && ($0[1] == "/" || path == $0[1] || path.hasPrefix($0[1] + "/")) }
        // Of two mounted at one place the later one counts.
        return points.enumerated().max { ($0.element[1].count, $0.offset) < ($1.element[1].count, $1.offset) }?
            .element[2]
    }

    static func text(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func field(_ name: String, in path: String) -> String? {
        text(path)?.split(separator: "\n").first { $0.hasPrefix(name) }?
            .split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
    }
}
