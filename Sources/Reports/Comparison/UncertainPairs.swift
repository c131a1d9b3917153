import Experiments

/// Whether it hinges on guesses which of several alternatives is better: what is said of each pair.
struct UncertainPairs {
    /// One for each pair, in the comparison's order.
    let texts: [UncertainText<PairedAnswer>]
    private let isFinished: Bool

    /// - Parameters:
    ///   - uncertain: the answers of all pairs.
    ///   - comparison: that of the scenarios as they are written.
    init(_ uncertain: Uncertain<[PairedAnswer]>, of comparison: Comparison) {
        texts = comparison.family.answers.indices.map { UncertainText(uncertain.pair($0), of: comparison) }
        isFinished = uncertain.isFinished
    }

    /// Parts of a report: of more than one pair those that hinge on a guess, or may, and how many do not.
    func parts(_ style: TextStyle) -> [[String]] {
        guard texts.count > 1 else { return texts.flatMap { $0.parts(style) } }
        guard isFinished else { return [["\(texts[0].interruption)."]] }
        let open = texts.filter { $0.uncertain.isSame != true }
        let others = texts.count - open.count
        let sentence =
            open.isEmpty
            ? "No pair hinges on what was guessed."
            : "The other \(others == 1 ? "pair does" : "\(others) pairs do") not hinge on what was guessed."
        return open.flatMap { $0.parts(style) }
            + (others == 0 ? [] : [Paragraph.lines(sentence, columns: style.columnsOfSentences, indent: "  ")])
    }
}
