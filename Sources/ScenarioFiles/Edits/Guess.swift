import Foundation
import Pipelines

/// A value of a scenario that nobody has measured, and how far it may be off.
///
/// - `decode.cost=±20%` (or `+-20%`): from 20 % less than the scenario has to 20 % more; of a distribution, all values.
/// - `disk.latency=50 us..200 us`: these values.
/// - `decode.cost.cv=0..1`: the variability of a distribution, its mean kept.
public struct Guess: Sendable, Equatable {
    /// Where the value is, as in a variant; with `.cv` after it, the coefficient of variation of the distribution there.
    public let path: String
    /// How far it may be off, as it is written.
    public let range: String

    /// The range as numbers.
    enum Span: Equatable {
        /// A share of the scenario's value, to either side: 0.2 is 20 %.
        case share(Double)
        /// From one value to another, with their unit.
        case values(low: Double, high: Double, unit: String)
    }

    let span: Span

    private init(path: String, range: String, span: Span) {
        self.path = path
        self.range = range
        self.span = span
    }

    /// The same range of a value elsewhere.
    func at(_ path: String) -> Guess { Guess(path: path, range: range, span: span) }

    private static let signs = ["±", "+-", "+/-"]
    private static let accepted =
        "a share such as `decode.cost=±20%`, a range such as `disk.latency=50 us..200 us`, or a variability such as "
        + "`decode.cost.cv=0..1`"

    /// Reads `path=range`.
    ///
    /// - Throws: when it is none, a share is not between 0 and 100 %, or a range is empty.
    public init(argument: String) throws(ScenarioFileError) {
        let (path, text) = try splitArgument(argument, example: "decode.cost=±20%")
        do throws(QuantityError) { span = try Self.span(text.trimmingCharacters(in: .whitespaces)) } catch {
            let source = SourceText(name: "command line", text: argument)
            let column = argument.unicodeScalars.count - text.unicodeScalars.count + 1
            throw ScenarioFileError(
                Diagnostic(
                    error.message, at: Location(source: source, line: 1, column: column), accepted: error.accepted))
        }
        self.path = path
        range = text.trimmingCharacters(in: .whitespaces)
    }

    private static func span(_ text: String) throws(QuantityError) -> Span {
        if let sign = signs.first(where: text.hasPrefix) {
            let share = try Quantity.parse(
                text.dropFirst(sign.count).trimmingCharacters(in: .whitespaces), as: .fraction, in: 0...1)
            guard share > 0, share < 1 else {
                throw QuantityError(message: "\(quoted(text)) is not a range", accepted: "a share between 0 and 100 %")
            }
            return .share(share)
        }
        guard let dots = text.firstRange(of: "..") else {
            throw QuantityError(message: "\(quoted(text)) is not a range", accepted: accepted)
        }
        let (low, high) = (NumberScan(String(text[..<dots.lowerBound])), NumberScan(String(text[dots.upperBound...])))
        guard let first = low.number.flatMap(Double.init), let last = high.number.flatMap(Double.init),
            first.isFinite, last.isFinite
        else { throw QuantityError(message: "\(quoted(text)) is not a range of numbers", accepted: accepted) }
        guard low.rest == high.rest || low.rest.isEmpty else {
            throw QuantityError(message: "the ends of a range need the same unit", accepted: accepted)
        }
        guard first < last else {
            throw QuantityError(message: "the end of the range is not above its start", accepted: accepted)
        }
        return .values(low: first, high: last, unit: high.rest)
    }
}

extension Guess {
    /// The value at a place in the range, as people write it: `−20 %`, `50 us`, `0.5`.
    ///
    /// - Parameter place: from 0, the range's low end, to 1.
    public func text(at place: Double) -> String {
        switch span {
        case .share(let share):
            let percent = (2 * place - 1) * share * 100
            return percent == 0 ? "as written" : "\(percent < 0 ? "−" : "+")\(plain(percent.magnitude)) %"
        case .values(let low, let high, let unit): return Self.text(Self.value(low, high, at: place), unit)
        }
    }

    /// The value at a place between two, which may be as large as numbers are.
    static func value(_ low: Double, _ high: Double, at place: Double) -> Double { (1 - place) * low + place * high }

    /// A value as scenario files have it.
    static func text(_ value: Double, _ unit: String) -> String {
        unit.isEmpty ? plain(value) : "\(plain(value)) \(unit)"
    }
}
