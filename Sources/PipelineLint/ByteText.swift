/// Sizes as sentences give them: about, in decimal units.
enum ByteText {
    /// `110 kB`, `9.4 GB`.
    static func text(_ bytes: Double) -> String { text(bytes, tenthsBelow: 99.95, places: 1) }

    /// `9.4 GB, of 8 GB available`: with as many places as it takes to see which is larger.
    static func text(_ bytes: Double, of limit: Double) -> String {
        var (first, second) = (text(bytes), text(limit))
        var places = 1
        while first == second, bytes != limit, places < 15 {
            places += 1
            first = text(bytes, tenthsBelow: .infinity, places: places)
            second = text(limit, tenthsBelow: .infinity, places: places)
        }
        return "\(first), of \(second) available"
    }

    private static func text(_ bytes: Double, tenthsBelow most: Double, places: Int) -> String {
        let units = [("B", 1.0), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("PB", 1e15)]
        let (symbol, size) = units.last { bytes >= $0.1 } ?? ("B", 1)
        let value = bytes / size
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        let parts = (value * scale).rounded()
        guard value < most, parts.truncatingRemainder(dividingBy: scale) != 0 else {
            return "\(Int64(value.rounded())) \(symbol)"
        }
        return "\(parts / scale) \(symbol)"
    }
}
