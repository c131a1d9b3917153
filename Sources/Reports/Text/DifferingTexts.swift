/// Two quantities of one sentence that compares them: with as many digits as it takes to see which is larger.
struct DifferingTexts {
    let first: String
    let second: String

    /// - Parameter text: a value with a number of significant digits.
    init(_ first: Double, _ second: Double, text: (Double, _ digits: Int) -> String) {
        // Seventeen digits tell any two numbers apart.
        let digits = first == second ? 3 : (3...17).first { text(first, $0) != text(second, $0) } ?? 17
        self.first = text(first, digits)
        self.second = text(second, digits)
    }
}
