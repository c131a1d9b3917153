extension Double {
    /// The nearest value to a 128-bit count, up to rounding twice.
    ///
    /// The standard library's own conversion is generic code that showed up in profiles of the whole engine.
    package init(wide count: Int128) {
        self = Double(Int64(truncatingIfNeeded: count >> 64)) * 0x1p64 + Double(UInt64(truncatingIfNeeded: count))
    }
}
