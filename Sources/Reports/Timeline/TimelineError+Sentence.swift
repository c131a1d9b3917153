package import Timelines

extension TimelineError {
    /// What is wrong, and what to ask for instead.
    package var sentence: String {
        switch self {
        case .tooMuch(let limit, let nanoseconds):
            "the window has more than \(limit) spans and changes, the most that are recorded; the limit is reached at "
                + "\(QuantityFormat.seconds(Double(nanoseconds) / 1e9)): give an earlier `--to`, or a later `--from`"
        case .runIsOver(let nanoseconds):
            "the run is over at \(QuantityFormat.seconds(Double(nanoseconds) / 1e9)), before the window begins: give an earlier "
                + "`--from`"
        }
    }
}
