/// Time from left to right, for one timeline or several, in columns or other units of length.
struct TimelineAxis {
    /// A time with a name.
    struct Tick: Equatable {
        var nanoseconds: Int64
        var label: String
    }

    /// What is shown (ns).
    let window: Range<Int64>
    /// How long the axis is.
    let length: Int

    /// Units of time with their lengths (ns), the longest first.
    private static let units: [(symbol: String, nanoseconds: Int64)] = [
        ("s", 1_000_000_000), ("ms", 1_000_000), ("µs", 1000), ("ns", 1),
    ]

    /// When a position begins (ns).
    func time(at position: Int) -> Int64 {
        window.lowerBound + Int64(Int128(window.count) * Int128(position) / Int128(length))
    }

    /// The position at a time (ns) in the window, its end included.
    func position(of time: Int64) -> Int {
        Int(Int128(time - window.lowerBound) * Int128(length) / Int128(window.count))
    }

    /// Round times at least a number of positions apart.
    ///
    /// - Parameter symbol: `us` replaces `µs` where only ASCII is wanted.
    func ticks(apart distance: Int, isASCII: Bool = false) -> [Tick] {
        let least = max(1, Int64(Int128(window.count) * Int128(distance) / Int128(length)))
        var step: Int64 = 1
        var isFive = false
        // 1, 2, 5, 10, 20, 50, …
        while step < least {
            step = isFive ? step / 5 * 10 : String(step).hasPrefix("2") ? step / 2 * 5 : step * 2
            isFive = String(step).hasPrefix("5")
        }
        let unit = Self.units.first { step * 10 >= $0.nanoseconds } ?? Self.units[3]
        let symbol = isASCII && unit.symbol == "µs" ? "us" : unit.symbol
        let first = (window.lowerBound + step - 1) / step * step
        return stride(from: first, through: window.upperBound, by: Int(step)).map {
            Tick(nanoseconds: $0, label: "\(Self.decimal($0, of: unit.nanoseconds)) \(symbol)")
        }
    }

    /// A whole number of nanoseconds in a unit, exactly: `0.5`.
    static func decimal(_ nanoseconds: Int64, of unit: Int64) -> String {
        let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: unit)
        if rest == 0 { return "\(whole)" }
        var digits = String(unit + rest).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }
}
