/// What the number that answers an exercise counts.
package enum ExerciseUnit: String, Sendable, CaseIterable {
    case imagesPerSecond = "images/s"
    case batchesPerSecond = "batches/s"
    case percent = "%"
    case milliseconds = "ms"
    case seconds = "s"
    case mebibytes = "MiB"
    case cores = "cores"

    /// What may be written behind a number, with what one of it is in this unit.
    ///
    /// Of letters, case does not matter; the unit itself comes first.
    var spellings: [(text: String, factor: Double)] {
        switch self {
        case .imagesPerSecond:
            Self.rates(["images/s", "image/s", "images per second", "img/s", "samples/s"]) + Self.rates(["/s", "1/s"])
        case .batchesPerSecond: Self.rates(["batches/s", "batch/s", "batches per second", "/s", "1/s"])
        case .percent: [("%", 1), ("percent", 1), ("per cent", 1), ("pct", 1)]
        case .milliseconds: Self.times.map { ($0.text, $0.seconds * 1e3) }
        case .seconds: Self.times.map { ($0.text, $0.seconds) }
        case .mebibytes:
            [
                ("mib", 1), ("gib", 1024), ("kib", 1.0 / 1024), ("b", 1 / 0x1p20), ("mb", 1e6 / 0x1p20),
                ("gb", 1e9 / 0x1p20), ("kb", 1e3 / 0x1p20),
            ]
        case .cores: [("cores", 1), ("core", 1)]
        }
    }

    private static func rates(_ texts: [String]) -> [(text: String, factor: Double)] { texts.map { ($0, 1) } }

    private static let times: [(text: String, seconds: Double)] = [
        ("ms", 1e-3), ("s", 1), ("us", 1e-6), ("µs", 1e-6), ("sec", 1), ("seconds", 1), ("second", 1),
        ("milliseconds", 1e-3), ("min", 60), ("minutes", 60),
    ]
}
