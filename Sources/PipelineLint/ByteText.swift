/// Sizes as sentences give them: about, in decimal units.
enum ByteText {
    /// `110 kB`, `9.4 GB`.
    static func text(_ bytes: Double) -> String {
        let units = [("B", 1.0), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("PB", 1e15)]
        let (symbol, size) = units.last { bytes >= $0.1 } ?? ("B", 1)
        let value = bytes / size
        let tenths = (value * 10).rounded()
        guard value < 99.95, tenths.truncatingRemainder(dividingBy: 10) != 0 else {
            return "\(Int64(value.rounded())) \(symbol)"
        }
        return "\(tenths / 10) \(symbol)"
    }
}
