/// What the number that answers an exercise counts.
package enum ExerciseUnit: String, Sendable, CaseIterable {
    case imagesPerSecond = "images/s"
    case batchesPerSecond = "batches/s"
    case percent = "%"
    case milliseconds = "ms"
    case seconds = "s"
    case mebibytes = "MiB"
    case cores = "cores"

    /// What one of the unit that is written behind a number is in this one; nil where that is no such unit.
    ///
    /// Of letters, case does not matter.
    func factor(of written: String) -> Double? {
        units.first { $0.spellings.contains { $0.lowercased() == written.lowercased() } }?.factor
    }

    /// The units that may be written behind a number, by their usual names.
    var names: String { units.compactMap(\.spellings.first).joined(separator: ", ") }

    /// Each with its usual name first, and what one of it is in this one.
    private var units: [(spellings: [String], factor: Double)] {
        switch self {
        case .imagesPerSecond: [(Self.rates(of: ["images", "image", "imgs", "img", "samples", "sample"]), 1)]
        case .batchesPerSecond: [(Self.rates(of: ["batches", "batch"]), 1)]
        case .percent: [(["%", "percent", "per cent", "pct"], 1)]
        case .milliseconds: Self.times.map { ($0.spellings, $0.seconds * 1e3) }
        case .seconds: Self.times.map { ($0.spellings, $0.seconds) }
        case .mebibytes: Self.sizes.map { ($0.spellings, $0.bytes / 0x1p20) }
        case .cores: [(["cores", "core"], 1)]
        }
    }

    /// The question says "in a second", so that the name of what is counted is enough.
    private static func rates(of things: [String]) -> [String] {
        let inFull = things.flatMap { thing in
            ["/s", "/sec", "/second", " per second", " a second"].map { thing + $0 }
        }
        return inFull + things + ["/s", "1/s", "/sec", "/second", "per second"]
    }

    private static let times: [(spellings: [String], seconds: Double)] = [
        (["ms", "msec", "msecs", "millisecond", "milliseconds"], 1e-3), (["s", "sec", "secs", "second", "seconds"], 1),
        // The micro sign, and the Greek letter that many keyboards have.
        (["µs", "μs", "us", "usec", "usecs", "microsecond", "microseconds"], 1e-6),
        (["min", "mins", "minute", "minutes"], 60),
    ]

    private static let sizes: [(spellings: [String], bytes: Double)] = [
        (["MiB", "mebibyte", "mebibytes"], 0x1p20), (["GiB", "gibibyte", "gibibytes"], 0x1p30),
        (["KiB", "kibibyte", "kibibytes"], 0x1p10), (["B", "byte", "bytes"], 1),
        (["MB", "megabyte", "megabytes"], 1e6), (["GB", "gigabyte", "gigabytes"], 1e9),
        (["kB", "kilobyte", "kilobytes"], 1e3),
    ]
}
