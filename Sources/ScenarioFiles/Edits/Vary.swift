import Foundation

/// Paths and the values that a sweep gives them: `prefetch.buffer=0..64:log2`, `cpu.cores,decode.parallelism=8..16`.
public struct Vary: Sendable, Equatable {
    /// Where each value goes, as in a variant: one path, or several that move together.
    public let paths: [String]
    /// YAML texts, at most 10,000.
    public let values: [String]

    private static let limit = 10_000
    private static let accepted =
        "a list `1,2,4` or `1 ms,2 ms` or `off,memory`, a range `1..8`, with a step `0..100:10`, doubling `0..64:log2`, "
        + "or a list with ranges `1,2,4,8..18:2`"

    /// Reads `path=values`, or `path,path=values` for paths that get the same values at the same time.
    ///
    /// - A list: `1,2,4,8`, `off,memory`, `1 ms,2 ms`; commas inside brackets, braces and quotes do not separate.
    /// - A range: `1..8` by steps of 1, `0..100:10` by steps of 10. Both ends may carry the same unit: `1 ms..5 ms`.
    /// - Doubling: `0..64:log2` is 0, 1, 2, 4, …, 64; `3..20:log2` is 3, 6, 12.
    /// - A list of values and ranges: `1,2,4,8..18:2`.
    ///
    /// - Throws: when it is none of these, or gives more than 10,000 values.
    public init(argument: String) throws(ScenarioFileError) {
        let (path, text) = try splitArgument(argument, example: "prefetch.buffer=0..64:log2")
        paths = path.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        do { values = try Self.values(Self.items(text)) } catch {
            let source = SourceText(name: "command line", text: argument)
            let column = argument.unicodeScalars.firstIndex(of: "=").map {
                argument.unicodeScalars.distance(from: argument.unicodeScalars.startIndex, to: $0) + 2
            }
            throw ScenarioFileError(
                Diagnostic(
                    error.message, at: Location(source: source, line: 1, column: column ?? 1), accepted: error.accepted)
            )
        }
    }

    /// What commas separate, but for those inside brackets, braces and quotes.
    private static func items(_ text: String) -> [String] {
        var items: [String.UnicodeScalarView] = [.init()]
        var depth = 0
        var quotes = YAMLQuotes()
        for scalar in text.unicodeScalars {
            let isQuoted = quotes.contains(scalar)
            if !isQuoted, "[{".unicodeScalars.contains(scalar) { depth += 1 }
            if !isQuoted, "]}".unicodeScalars.contains(scalar) { depth -= 1 }
            if scalar == ",", depth == 0, !isQuoted {
                items.append(.init())
            } else {
                items[items.count - 1].append(scalar)
            }
        }
        return items.map { String($0).trimmingCharacters(in: .whitespaces) }
    }

    /// Whether it is meant as a range: two dots where no text, list or mapping begins.
    private static func isRange(_ text: String) -> Bool {
        text.contains("..") && !text.contains { "[{\"'".contains($0) }
    }

    /// Whether a text is a range of numbers, which is never one value.
    static func isRangeOfNumbers(_ text: String) -> Bool { isRange(text) && (try? range(text)) != nil }

    private static func values(_ items: [String]) throws(QuantityError) -> [String] {
        var values: [String] = []
        for item in items {
            guard !item.isEmpty else { throw QuantityError(message: "a value is empty", accepted: accepted) }
            values += isRange(item) ? try range(item) : [item]
            guard values.count <= limit else { throw tooMany }
        }
        return values
    }

    private static func range(_ text: String) throws(QuantityError) -> [String] {
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let dots = halves[0].firstRange(of: "..") else {
            throw QuantityError(message: "\(quoted(text)) is not a range", accepted: accepted)
        }
        let first = try bound(halves[0][..<dots.lowerBound])
        let last = try bound(halves[0][dots.upperBound...])
        guard first.unit == last.unit || first.unit.isEmpty else {
            throw QuantityError(message: "the ends of a range need the same unit", accepted: accepted)
        }
        guard first.number <= last.number else {
            throw QuantityError(message: "the end of the range is below its start", accepted: accepted)
        }
        let step = halves.count == 2 ? halves[1].trimmingCharacters(in: .whitespaces) : "1"
        let numbers =
            step == "log2"
            ? try doubling(from: first.number, to: last.number)
            : try steps(from: first.number, to: last.number, by: step, unit: last.unit)
        return numbers.map { last.unit.isEmpty ? "\($0)" : "\($0) \(last.unit)" }
    }

    /// One end of a range, in decimal: 0.1, 0.2, 0.3 have to come out as written.
    private static func bound(_ text: Substring) throws(QuantityError) -> (number: Decimal, unit: String) {
        let scan = NumberScan(String(text))
        guard let digits = scan.number, let number = Decimal(string: digits), number.magnitude < 1_000_000_000_000_000
        else {
            throw QuantityError(message: "\(quoted(String(text))) is not the end of a range", accepted: accepted)
        }
        return (number, scan.rest)
    }

    private static func steps(
        from first: Decimal, to last: Decimal, by text: String, unit: String
    ) throws(QuantityError) -> [Decimal] {
        let (step, stepUnit) = try bound(text[...])
        guard step > 0, stepUnit.isEmpty || stepUnit == unit else {
            throw QuantityError(message: "\(quoted(text)) is not a step", accepted: "a positive number, or `log2`")
        }
        guard (last - first) / step < Decimal(limit) else { throw tooMany }
        return Array(sequence(first: first) { $0 + step <= last ? $0 + step : nil })
    }

    private static func doubling(from first: Decimal, to last: Decimal) throws(QuantityError) -> [Decimal] {
        guard first >= 0 else {
            throw QuantityError(message: "a doubling range must start at 0 or above", accepted: accepted)
        }
        return Array(
            sequence(first: first) { value in
                let next = value == 0 ? 1 : value * 2
                return next <= last ? next : nil
            })
    }

    private static let tooMany = QuantityError(message: "more than \(limit) values", accepted: accepted)
}
