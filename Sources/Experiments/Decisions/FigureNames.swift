import PipelineRuns
import Pipelines

/// The names by which options know the figures that may decide something.
enum FigureNames {
    /// Words for figures that are asked for often.
    private static let words = [
        (word: "steady", figure: "samplesPerSecond"), (word: "run", figure: "runSamplesPerSecond"),
        (word: "AU", figure: "acceleratorUtilisation"), (word: "stall", figure: "stallFraction"),
        (word: "memory", figure: "peakBytes"), (word: "epoch", figure: "epochSeconds"),
    ]

    /// The words, then the names of all figures of which more or less is better.
    static var all: [String] { words.map(\.word) + Metric.all.filter { $0.preference != .neither }.map(\.name) }

    /// - Parameter name: a word, or the name of a figure.
    static func metric(named name: String) -> Metric? {
        Metric.named(words.first { $0.word == name }?.figure ?? name)
    }
}
