import Foundation
import Pipelines
import ScenarioFiles
import Variates

/// A time that a function of a program takes: a sum of draws, as the scenario's distributions have it.
struct PythonDuration {
    /// What is added; none where it takes no time.
    private(set) var terms: [PythonTerm] = []
    /// The same for readers: `5 ms (cv 0.3)`.
    private var words: [String] = []
    /// What the program does otherwise than the scenario.
    private(set) var notes: [String] = []

    /// No time.
    init() {}

    /// A draw of seconds.
    init(_ seconds: Distribution) { add(seconds) }

    /// A time per element, and one per byte of an element.
    ///
    /// - Parameters:
    ///   - secondsPerElement: for each element.
    ///   - secondsPerByte: for each byte of it; nil where bytes take no time.
    ///   - bytes: of an element, on average.
    init(_ secondsPerElement: Distribution, perByte secondsPerByte: Distribution?, bytes: Double) {
        add(secondsPerElement)
        guard let secondsPerByte, bytes > 0 else { return }
        add(.scaled(secondsPerByte, by: bytes))
    }

    /// Adds a draw of seconds.
    ///
    /// - Parameter purpose: what they are for, as `to copy the batch`; nil where that is clear.
    mutating func add(_ seconds: Distribution, _ purpose: String? = nil) {
        guard seconds.mean > 0 else { return }
        words.append(Self.words(seconds) + (purpose.map { " \($0)" } ?? ""))
        if let term = PythonDraw.term(seconds) {
            terms.append(term)
        } else {
            terms.append(.value(PythonNumber.real(seconds.mean)))
            notes.append(
                "Here this time is always its mean: no line of Python's standard library draws it as the scenario "
                    + "does.")
        }
    }

    /// What it takes, for readers; nil where it takes no time.
    var description: String? { words.isEmpty ? nil : words.joined(separator: " and ") }

    /// Whether values are drawn.
    var isDrawn: Bool { terms.contains { $0.parts.contains { $0.contains("random.") } } }

    /// The statements that wait for it.
    ///
    /// - Parameters:
    ///   - lock: a variable whose lock is held for the last part of the time, and that part; nil for none.
    ///   - indent: columns in front.
    func statements(lock: (variable: String, share: Double)? = nil, indent: Int) -> [String] {
        guard !terms.isEmpty else { return [] }
        guard let lock, lock.share > 0 else {
            return PythonLayout.call("time.sleep", sum: terms, indent: indent)
        }
        let margin = String(repeating: " ", count: indent)
        let held = "\(margin)with \(lock.variable):"
        guard lock.share < 1 else {
            return [held] + PythonLayout.call("time.sleep", sum: terms, indent: indent + 4)
        }
        let (free, share) = (PythonNumber.real(1 - lock.share), PythonNumber.real(lock.share))
        return PythonLayout.call("seconds = float", sum: terms, indent: indent)
            + [
                "\(margin)time.sleep(\(free) * seconds)", held,
                "\(margin)    time.sleep(\(share) * seconds)",
            ]
    }

    private static func words(_ seconds: Distribution) -> String {
        let mean = quantity(seconds.mean)
        let variation = seconds.cv
        guard variation > 0, variation.isFinite else { return mean }
        return "\(mean) on average (cv \(rounded(variation)))"
    }

    /// A quantity of three digits, with its unit.
    static func quantity(_ value: Double, _ dimension: Pipelines.Dimension = .time) -> String {
        WrittenValue.quantity(rounded(value), dimension).text()
    }

    private static func rounded(_ value: Double) -> Double {
        Double(String(format: "%.3g", value)) ?? value
    }
}
