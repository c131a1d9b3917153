/// The rate that a file tells beside the rate that its scenario is simulated at.
package struct RatesBeside: Sendable {
    /// What the file calls its rate: `recorded`, `profiled`, `traced`.
    private let word: String
    /// What is counted: `samples/s`.
    private let unit: String
    /// The rate in the file.
    private let told: Double
    /// The rate as simulated at the same settings.
    private let simulated: Double

    /// Rates that differ by more leave nothing to rely on.
    private static let tolerance = 0.05

    /// - Parameters:
    ///   - word: what the file calls its rate.
    ///   - told: the rate in the file.
    ///   - simulated: the rate as simulated.
    ///   - unit: what both count.
    package init(word: String, _ told: Double, simulated: Double, unit: String) {
        self.word = word
        self.told = told
        self.simulated = simulated
        self.unit = unit
    }

    private var difference: Double { told > 0 ? simulated / told - 1 : 0 }

    /// Whether the two are too far apart.
    package var isApart: Bool { abs(difference) > Self.tolerance }

    /// One line, the verdict first.
    package var sentence: String {
        let (told, simulated) = (CommentText.rounded(told), CommentText.rounded(simulated))
        let rates = "\(word) \(told) \(unit), simulated \(simulated) at the same settings"
        guard isApart else { return rates }
        let percent = CommentText.rounded((abs(difference) * 1000).rounded() / 10)
        let word = difference < 0 ? "slower" : "faster"
        return "do not rely on this scenario yet: simulated \(percent) % \(word): \(rates)"
    }
}
