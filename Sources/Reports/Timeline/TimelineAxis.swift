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

    /// Units of time with their lengths (ns), and the shortest steps that they count, the longest first.
    ///
    /// Half a second is a decimal; half a minute is 30 s.
    private static let units: [(symbol: String, nanoseconds: Int64, least: Int64)] = [
        ("h", 3_600_000_000_000, 3_600_000_000_000), ("min", 60_000_000_000, 60_000_000_000),
        ("s", 1_000_000_000, 100_000_000), ("ms", 1_000_000, 100_000), ("µs", 1000, 100), ("ns", 1, 1),
    ]
    /// Round times between seconds and hours (ns).
    private static let sexagesimal: [Int64] =
        [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600].map { $0 * 1_000_000_000 }

    /// When a position begins (ns).
    func time(at position: Int) -> Int64 {
        window.lowerBound + Int64(Int128(window.count) * Int128(position) / Int128(length))
    }

    /// The middle of a position's time (ns).
    func middle(of position: Int) -> Int64 {
        window.lowerBound + Int64(Int128(window.count) * Int128(2 * position + 1) / Int128(2 * length))
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
        let step = Self.step(atLeast: least)
        let unit = Self.units.first { step >= $0.least } ?? Self.units[Self.units.count - 1]
        let symbol = isASCII && unit.symbol == "µs" ? "us" : unit.symbol
        let first = (window.lowerBound + step - 1) / step * step
        return stride(from: first, through: window.upperBound, by: Int(step)).map {
            Tick(nanoseconds: $0, label: "\(Self.decimal($0, of: unit.nanoseconds)) \(symbol)")
        }
    }

    /// The shortest round time that is not shorter (ns): 1, 2, 5, 10, 20, 50, … of a unit; 30 of seconds and minutes.
    private static func step(atLeast least: Int64) -> Int64 {
        if let step = sexagesimal.first(where: { $0 >= least }), least > sexagesimal[0] { return step }
        let hour = units[0].nanoseconds
        let unit = least > hour ? hour : 1
        var step = unit
        var isFive = false
        while step < least {
            let digits = String(step / unit)
            step = isFive ? step / 5 * 10 : digits.hasPrefix("2") ? step / 2 * 5 : step * 2
            isFive = String(step / unit).hasPrefix("5")
        }
        return step
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
