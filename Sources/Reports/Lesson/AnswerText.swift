import Lesson
import PipelineRuns

/// A computed answer in words.
struct AnswerText {
    private let answer: Answer
    private let expression: AnswerExpression

    init(_ answer: Answer, _ expression: AnswerExpression) {
        self.answer = answer
        self.expression = expression
    }

    /// `2.00: samplesPerSecond of buffer 1 ÷ that of turns`, with the interval where there is one.
    var sentence: String { "\(figure): \(meaning)" }

    /// The figure, or the variant.
    var figure: String {
        switch answer {
        case .variant(let name, _): "`\(name)`"
        case .figure(let value, let halfWidth): Self.figure(value, halfWidth, expression)
        }
    }

    private var meaning: String {
        switch expression {
        case .value(let figure): "\(figure.metric.name) of `\(figure.variant)`"
        case .ratio(let figure, let base) where figure.metric.name == base.metric.name:
            "\(figure.metric.name), `\(figure.variant)` ÷ `\(base.variant)`"
        case .ratio(let figure, let base):
            "\(figure.metric.name) of `\(figure.variant)` ÷ \(base.metric.name) of `\(base.variant)`"
        case .highest(let metric, let among): "highest \(metric.name) among \(Self.list(among))"
        case .lowest(let metric, let among): "lowest \(metric.name) among \(Self.list(among))"
        case .outOfMemory(let among): "variants that run out of memory, of \(Self.list(among))"
        }
    }

    private static func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }

    private static func figure(_ value: Double, _ halfWidth: Double, _ expression: AnswerExpression) -> String {
        switch expression {
        case .outOfMemory: return "\(Int(value))"
        case .ratio:
            let digits = halfWidth >= 0.01 || halfWidth == 0 ? 2 : 3
            return Figure.decimal(value, digits) + (halfWidth > 0 ? " ±\(Figure.decimal(halfWidth, digits))" : "")
        case .value, .highest, .lowest: return QuantityFormat.text(value, expression.unit ?? .count)
        }
    }
}
