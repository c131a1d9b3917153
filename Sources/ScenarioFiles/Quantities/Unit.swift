import Pipelines

/// A unit of measure: a value in base units is `value · up / down`, which is exact where a product would round.
struct Unit: Sendable {
    let symbol: String
    let up: Double
    let down: Double
    /// The power of ten that it is of the base unit, if it is one.
    let exponent: Int?

    init(_ symbol: String, up: Double = 1, down: Double = 1) {
        self.symbol = symbol
        self.up = up
        self.down = down
        exponent = Self.powersOfTen.firstIndex(of: up).flatMap { up in
            Self.powersOfTen.firstIndex(of: down).map { up - $0 }
        }
    }

    private static let powersOfTen = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20,
        1e21, 1e22, 1e23, 1e24,
    ]

    /// A number of this unit, in base units.
    func base(_ value: Double) -> Double { value * up / down }

    /// A number of this unit, in base units.
    ///
    /// The same quantity is the same number in all units that are powers of ten: it is rounded once.
    /// - Parameter digits: the number as it is written, such as `-1.5e3`.
    func base(_ value: Double, digits: String) -> Double {
        let parts = digits.split(separator: "e", maxSplits: 1)
        guard let exponent, let written = parts.count == 2 ? Int(parts[1]) : 0, (-1_000...1_000).contains(written),
            let base = Double("\(parts[0])e\(written + exponent)")
        else { return base(value) }
        return base
    }

    /// A value in base units, in this unit.
    func value(_ base: Double) -> Double { base * down / up }

    private static let times = [
        Unit("ns", down: 1e9), Unit("us", down: 1e6), Unit("µs", down: 1e6), Unit("μs", down: 1e6),
        Unit("ms", down: 1e3), Unit("s"), Unit("min", up: 60), Unit("h", up: 3600),
    ]

    private static let sizes = [
        Unit("B"), Unit("kB", up: 1e3), Unit("KB", up: 1e3), Unit("MB", up: 1e6), Unit("GB", up: 1e9),
        Unit("TB", up: 1e12), Unit("PB", up: 1e15), Unit("KiB", up: 0x1p10), Unit("MiB", up: 0x1p20),
        Unit("GiB", up: 0x1p30), Unit("TiB", up: 0x1p40), Unit("PiB", up: 0x1p50),
    ]

    private static let bits = [
        Unit("bit/s", down: 8), Unit("kbit/s", up: 1e3, down: 8), Unit("Mbit/s", up: 1e6, down: 8),
        Unit("Gbit/s", up: 1e9, down: 8), Unit("Tbit/s", up: 1e12, down: 8),
    ]

    /// All units of a dimension, by increasing size where it matters.
    static func all(of dimension: Dimension) -> [Unit] {
        switch dimension {
        case .time: times
        case .bytes: sizes
        case .bandwidth: sizes.map { Unit($0.symbol + "/s", up: $0.up) } + bits
        case .timePerByte:
            times.flatMap { time in
                sizes.map { Unit("\(time.symbol)/\($0.symbol)", up: time.up, down: time.down * $0.up) }
            }
        case .fraction: [Unit("%", down: 100)]
        case .number: []
        }
    }

    /// The unit of a symbol, of any dimension.
    static func dimension(of symbol: String) -> Dimension? {
        Dimension.allCases.first { all(of: $0).contains { $0.symbol == symbol } }
    }
}

extension Dimension {
    /// What messages call a quantity of the dimension, with its article.
    var noun: String {
        switch self {
        case .time: "a time"
        case .bytes: "a size"
        case .bandwidth: "a bandwidth"
        case .timePerByte: "a time per byte"
        case .fraction: "a fraction"
        case .number: "a number"
        }
    }

    /// An example and the units, for messages.
    var accepted: String {
        switch self {
        case .time: "a time such as `6 ms` (units: ns, us, ms, s, min, h)"
        case .bytes: "a size such as `110 KiB` (units: B, kB, MB, GB, TB, PB, KiB, MiB, GiB, TiB, PiB)"
        case .bandwidth: "a bandwidth such as `500 MB/s` (units: a size per second, or bit/s, kbit/s, Mbit/s, Gbit/s)"
        case .timePerByte: "a time per byte such as `5 ns/B` or `2 ms/MB` (units: a time per size)"
        case .fraction: "a fraction such as `0.5 %` or `0.005`"
        case .number: "a number such as `40`, without a unit"
        }
    }

    /// The units that values are shown in, each a power of ten, by increasing size.
    var shownUnits: [Unit] {
        let shown: [String] =
            switch self {
            case .time: ["ns", "us", "ms", "s"]
            case .bytes: ["B", "kB", "MB", "GB", "TB", "PB"]
            case .bandwidth: ["B/s", "kB/s", "MB/s", "GB/s", "TB/s", "PB/s"]
            case .timePerByte: ["ns/B", "us/B", "ms/B", "s/B"]
            case .fraction: ["%"]
            case .number: []
            }
        return shown.compactMap { symbol in Unit.all(of: self).first { $0.symbol == symbol } }
    }

    /// A value in base units as people write it.
    func format(_ value: Double) -> String {
        let units = shownUnits
        let fitting = value == 0 ? units.first : units.last { $0.value(value) >= 1 } ?? units.first
        guard let fitting else { return plain(value) }
        return "\(plain(fitting.value(value))) \(fitting.symbol)"
    }
}
