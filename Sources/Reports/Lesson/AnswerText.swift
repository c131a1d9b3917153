import Lesson
import Measurements
import PipelineRuns

/// A computed answer in words.
struct AnswerText {
    private let answer: Answer
    private let expression: AnswerExpression

    init(_ answer: Answer, _ expression: AnswerExpression) {
        self.answer = answer
        self.expression = expression
    }

    /// `samples per second, buffer 1 ÷ turns = 2.000 ±0`, with the digits that `overlap simulate` prints.
    var sentence: String {
        switch answer {
        case .variant(let name, _): "\(meaning): `\(name)`"
        case .figure(let value, let halfWidth): "\(meaning) = \(figure(value, halfWidth))"
        }
    }

    private var meaning: String {
        switch expression {
        case .value(let figure): "\(MetricWords(figure.metric).text), `\(figure.variant)`"
        case .ratio(let figure, let base) where figure.metric.name == base.metric.name:
            "\(MetricWords(figure.metric).text), `\(figure.variant)` ÷ `\(base.variant)`"
        case .ratio(let figure, let base):
            "\(MetricWords(figure.metric).text), `\(figure.variant)` ÷ \(MetricWords(base.metric).text), `\(base.variant)`"
        case .highest(let metric, let among): "highest \(MetricWords(metric).text) among \(Self.list(among))"
        case .first(let metric, let level, let among):
            "first with \(QuantityFormat.text(level, metric.unit)) \(MetricWords(metric).text) among \(Self.list(among))"
        case .outOfMemory(let among): "number of runs out of memory, of \(Self.list(among))"
        }
    }

    private static func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }

    private func figure(_ value: Double, _ halfWidth: Double) -> String {
        switch expression {
        case .outOfMemory: "\(Int(value))"
        case .ratio:
            QuantityFormat.text(
                ConfidenceInterval(
                    mean: value, halfWidth: halfWidth.isFinite ? halfWidth : nil, confidence: 0.95, count: 2))
        case .value, .highest, .first: QuantityFormat.text(value, expression.unit ?? .count)
        }
    }
}
