import Foundation
import PipelineExecution

/// On what something was measured: what a reader needs to know to believe the figures, or not to expect them elsewhere.
struct MachineDescription {
    private let lines: [(key: String, value: String)]

    /// - Parameters:
    ///   - device: what computed the steps.
    ///   - data: what was read, and how.
    init(device: String, data: String) {
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
            ("data", data),
        ]
    }

    /// `key: value` lines, each after `prefix`.
    func text(prefix: String = "") -> String {
        lines.map { "\(prefix)\($0.key): \($0.value.replacing("\n", with: " "))\n" }.joined()
    }

    private static func text(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func field(_ name: String, in path: String) -> String? {
        text(path)?.split(separator: "\n").first { $0.hasPrefix(name) }?
            .split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
    }
}
