/// When progress is told where lines stay, as in a log: at 0, 25, 50 and 75 %, and not in the first minute.
struct ProgressMarks {
    /// The time between two lines, and before the first.
    static let interval = Duration.seconds(60)

    private var lastQuarter = -1
    private var lastLine = Duration.zero

    /// Whether a line is due; if so, it counts as written.
    ///
    /// - Parameters:
    ///   - fraction: how much is done, of one.
    ///   - elapsed: time since the beginning.
    mutating func isDue(at fraction: Double, after elapsed: Duration) -> Bool {
        let quarter = Int(max(0, min(fraction, 1)) * 4)
        guard fraction < 1, quarter > lastQuarter, elapsed - lastLine >= Self.interval else { return false }
        lastQuarter = quarter
        lastLine = elapsed
        return true
    }
}
