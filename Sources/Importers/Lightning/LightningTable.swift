package import Foundation
import ScenarioFiles

/// What Lightning's `SimpleProfiler` and `AdvancedProfiler` print: for each of the trainer's actions how often it ran
/// and how long.
///
/// - Source: pytorch_lightning 2.6, `profilers/simple.py` and `profilers/advanced.py`.
package struct LightningTable: Sendable {
    /// An action of the trainer.
    struct Action: Sendable, Equatable {
        /// Its name, as `[_TrainingEpochLoop].train_dataloader_next`.
        let name: String
        /// How often it ran.
        let calls: Int
        /// Seconds of all calls.
        let totalSeconds: Double
    }

    let actions: [Action]
    /// Whether an action's time leaves out the actions inside it, as cProfile's does.
    let leavesOutInner: Bool

    private static let mostBytes = 64 << 20
    static let wanted =
        "the text of Lightning's SimpleProfiler or AdvancedProfiler is accepted, as `Trainer(profiler=…)` writes it"

    /// Reads the text; what stands around the tables, as in a log, is passed over.
    ///
    /// - Parameter path: what messages call the file.
    /// - Throws: when there is no table of the loop's actions, or a number cannot be read.
    package init(_ data: Data, path: String) throws(ImportError) {
        guard data.count <= Self.mostBytes else {
            throw ImportError("`\(path)` is too large: at most \(Self.mostBytes >> 20) MiB are read")
        }
        let text: String
        do { text = try decodedText(data) } catch {
            throw ImportError("`\(path)` is not Lightning's text: \(error)")
        }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let simple = try SimpleRows.actions(lines, path: path)
        actions = simple.isEmpty ? try AdvancedBlocks.actions(lines, path: path) : simple
        leavesOutInner = simple.isEmpty
        guard !actions.isEmpty else { throw ImportError("`\(path)` has no table of actions: \(Self.wanted)") }
    }
}

extension ImportError {
    /// A number that a line should have.
    fileprivate static func notNumber(_ text: Substring, _ path: String, line: Int) -> ImportError {
        ImportError("\(path):\(line): `\(visible(String(text.prefix(40))))` is not a number that a profiler prints")
    }
}

/// Rows `|  action  |  mean  |  calls  |  total  |  percentage  |`, or without calls and percentage.
private enum SimpleRows {
    static func actions(_ lines: [Substring], path: String) throws(ImportError) -> [LightningTable.Action] {
        var actions: [LightningTable.Action] = []
        var columns: [String] = []
        for (index, line) in lines.enumerated() {
            // A logger puts its own words before a row.
            guard let bar = line.firstIndex(of: "|") else { continue }
            let cells = line[bar...].split(separator: "|").map { $0.trimming { $0.isWhitespace } }.filter {
                !$0.isEmpty
            }
            if cells.first == "Action" {
                columns = cells.map(String.init)
                continue
            }
            guard !columns.isEmpty, cells.count == columns.count, cells[0] != "Total" else { continue }
            if let action = try action(cells, columns, path: path, line: index + 1) { actions.append(action) }
        }
        return actions
    }

    private static func action(
        _ cells: [Substring], _ columns: [String], path: String, line: Int
    ) throws(ImportError) -> LightningTable.Action? {
        func number(_ column: String) throws(ImportError) -> Double? {
            guard let place = columns.firstIndex(where: { $0.hasPrefix(column) }) else { return nil }
            return try amount(cells[place], path, line: line)
        }
        guard let mean = try number("Mean duration"), let total = try number("Total time") else {
            throw ImportError("\(path):\(line): there is no mean or no total: \(LightningTable.wanted)")
        }
        let calls = try number("Num calls") ?? (mean > 0 ? (total / mean).rounded() : 0)
        guard calls <= 1e12 else { throw .notNumber(cells[0], path, line: line) }
        return LightningTable.Action(name: String(cells[0]), calls: Int(calls), totalSeconds: total)
    }
}

/// Blocks of cProfile, each for an action: `Profile stats for: action`, the sum of its time, functions.
private enum AdvancedBlocks {
    static func actions(_ lines: [Substring], path: String) throws(ImportError) -> [LightningTable.Action] {
        var actions: [LightningTable.Action] = []
        var name: Substring?
        var seconds = 0.0
        for (index, line) in lines.enumerated() {
            if let mark = line.firstRange(of: "Profile stats for: ") {
                name = line[mark.upperBound...].trimming { $0.isWhitespace }
                seconds = 0
            } else if line.contains(" function calls "), let mark = line.firstRange(of: " in ") {
                let text = line[mark.upperBound...].prefix { !$0.isWhitespace }
                seconds = try amount(text, path, line: index + 1)
            } else if let action = name, line.hasSuffix("{method 'disable' of '_lsprof.Profiler' objects}") {
                // It ends each call of the action.
                let calls = line.split(whereSeparator: \.isWhitespace).first ?? ""
                let count = try amount(calls.prefix { $0 != "/" }, path, line: index + 1)
                guard count <= 1e12 else { throw .notNumber(calls, path, line: index + 1) }
                actions.append(.init(name: String(action), calls: Int(count), totalSeconds: seconds))
                name = nil
            }
        }
        return actions
    }
}

/// A number that is at least zero.
private func amount(_ text: Substring, _ path: String, line: Int) throws(ImportError) -> Double {
    guard let value = Double(text), value >= 0, value.isFinite else { throw .notNumber(text, path, line: line) }
    return value
}

extension Substring {
    /// Without characters at both ends.
    fileprivate func trimming(_ isLeftOut: (Character) -> Bool) -> Substring {
        var rest = drop(while: isLeftOut)
        while let last = rest.last, isLeftOut(last) { rest.removeLast() }
        return rest
    }
}
