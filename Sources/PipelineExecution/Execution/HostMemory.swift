import Glibc

/// What the operating system says of the machine's memory.
struct HostMemory {
    /// All of it, in bytes.
    let totalBytes: Int64
    /// What programs can still have without anything being swapped out, in bytes.
    let availableBytes: Int64

    /// Nil where the system does not say.
    init?() {
        guard let file = try? OpenFile("/proc/meminfo", flags: O_RDONLY),
            let text = try? file.text(atMostBytes: 4096)
        else { return nil }
        self.init(meminfo: text)
    }

    /// - Parameter text: lines like `MemAvailable:   123 kB`.
    init?(meminfo text: String) {
        func bytes(_ key: String) -> Int64? {
            let line = text.split(separator: "\n").first { $0.hasPrefix(key + ":") }
            return line?.split(separator: " ").dropFirst().first.flatMap { Int64($0) }.map { $0 << 10 }
        }
        guard let total = bytes("MemTotal"), let available = bytes("MemAvailable") else { return nil }
        (totalBytes, availableBytes) = (total, available)
    }

    /// What an execution may take: 5 % of the memory, or 512 MiB if that is less, stay free.
    var spareBytes: Int64 { max(0, availableBytes - min(totalBytes / 20, 512 << 20)) }
}
