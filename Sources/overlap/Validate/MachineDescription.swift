import Foundation
import PipelineExecution
import ScenarioFiles

/// On what something was measured: what a reader needs to know to believe the figures, or not to expect them elsewhere.
struct MachineDescription {
    private let lines: [(key: String, value: String)]

    /// - Parameters:
    ///   - device: what computed the steps.
    ///   - driver: of the device.
    ///   - data: what was read, and how.
    ///   - directory: on whose file system it is.
    init(device: String, driver: String, data: String, fileSystemOf directory: String) {
        let memory = Self.field("MemTotal", in: "/proc/meminfo").flatMap { Double($0.split(separator: " ")[0]) }
        lines = [
            ("measured", ISO8601DateFormatter().string(from: Date())),
            ("cpu", Self.field("model name", in: "/proc/cpuinfo") ?? "unknown"),
            ("cores", "\(ProcessInfo.processInfo.activeProcessorCount)"),
            ("memory", memory.map { QuantityFormat.bytes($0 * 1024) } ?? "unknown"),
            ("system", ProcessInfo.processInfo.operatingSystemVersionString),
            ("kernel", Self.text("/proc/sys/kernel/osrelease") ?? "unknown"),
            ("load", Self.text("/proc/loadavg")?.split(separator: " ").prefix(3).joined(separator: " ") ?? "unknown"),
            ("device", device),
            ("driver", driver),
            ("data", data),
            ("file system", Self.fileSystem(of: directory) ?? "unknown"),
        ]
    }

    /// `key: value` lines, each after `prefix`.
    func text(prefix: String = "") -> String {
        lines.map { "\(prefix)\($0.key): \(visible($0.value.replacing("\n", with: " ")))\n" }.joined()
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
