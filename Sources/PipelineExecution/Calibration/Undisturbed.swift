extension [Double] {
    /// In order, without the highest hundredth: those are long by other load on the machine.
    var undisturbed: [Double] {
        let sorted = sorted()
        return Array(sorted.prefix(Swift.max(1, sorted.count * 99 / 100)))
    }
}
