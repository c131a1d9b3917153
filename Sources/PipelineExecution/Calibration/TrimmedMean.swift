extension [Double] {
    /// The mean without the highest and the lowest tenth: other load on the machine makes single values very long.
    ///
    /// - Returns: nil of nothing.
    var trimmedMean: Double? {
        guard !isEmpty else { return nil }
        let sorted = sorted()
        let cut = sorted.count / 10
        let kept = sorted[cut..<(sorted.count - cut)]
        return kept.reduce(0, +) / Double(kept.count)
    }
}
