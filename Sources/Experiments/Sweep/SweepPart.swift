import Files
import ScenarioFiles

/// A part of a sweep as a file has it: its rows, and a last line that says which part of which sweep they are.
package struct SweepPart: Sendable {
    /// Which part.
    package let shard: SweepShard
    /// The digest of the sweep: what is simulated and in which form it is written.
    private let sweep: String
    /// Points of the whole sweep.
    private let points: Int
    private let header: Substring
    private let rows: [(point: Int, lines: Substring)]

    fileprivate static let mark = "#overlap-part"

    /// Reads a part.
    ///
    /// - Throws: when it is none, or not whole.
    package init(_ text: String, name: String) throws(SweepPartError) {
        guard text.last == "\n" else { throw .notAPart(name) }
        let end = text.dropLast().lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
        try self.init(rows: text[..<end], lastLine: text[end...].dropLast(), name)
    }

    private init(rows text: Substring, lastLine: Substring, _ name: String) throws(SweepPartError) {
        let fields = lastLine.split(separator: " ")
        guard fields.count == 5, fields[0] == Self.mark, let shard = SweepShard(argument: String(fields[1])),
            let points = Int(fields[3]), 0...SweepGrid.mostPoints ~= points
        else { throw .notAPart(name) }
        guard Self.digest(text) == fields[4] else { throw .notWhole(name) }
        self.shard = shard
        self.points = points
        sweep = String(fields[2])
        let lines = text.split(separator: "\n")
        let isJSON = lines.first?.first == "{"
        header = isJSON ? "" : lines.first ?? ""
        let positions = shard.positions(of: points)
        var rows: [(point: Int, lines: Substring)] = []
        for (index, line) in (isJSON ? lines[...] : lines.dropFirst()).enumerated() {
            let point = isJSON ? positions.dropFirst(index).first.map { $0 + 1 } : Int(line.prefix { $0 != "," })
            guard let point else { throw .notAPart(name) }
            rows.append((point, line))
        }
        self.rows = rows
    }

    /// The rows of the whole sweep, as it would have written them.
    ///
    /// - Parameter parts: all of them, in any order, with the names of their files.
    /// - Throws: when one is missing, doubled, or of another sweep.
    package static func merged(_ parts: [(name: String, part: SweepPart)]) throws(SweepPartError) -> String {
        guard let first = parts.first else { return "" }
        var names: [Int: String] = [:]
        for (name, part) in parts {
            guard part.sweep == first.part.sweep, part.points == first.part.points,
                part.shard.count == first.part.shard.count
            else { throw .ofAnotherSweep(name, first.name) }
            if let other = names.updateValue(name, forKey: part.shard.number) {
                throw .doubled(part.shard, other, name)
            }
        }
        let missing = (1...first.part.shard.count).filter { names[$0] == nil }
        guard missing.isEmpty else { throw .missing(missing, of: first.part.shard.count) }
        // Sorting keeps the order of a point's own lines: they are in one part, one below the other.
        let rows = parts.flatMap(\.part.rows).enumerated()
            .sorted { ($0.element.point, $0.offset) < ($1.element.point, $1.offset) }
        let header = parts.map(\.part.header).first { !$0.isEmpty }
        return ([header].compactMap(\.self) + rows.map(\.element.lines)).map { $0 + "\n" }.joined()
    }

    private static func digest(_ text: Substring) -> String {
        var digest = ContentDigest()
        digest.add(text.utf8)
        return digest.text
    }
}

/// The last line of a part, which tells it from others, and whether it is whole.
package struct SweepPartEnd: Sendable {
    /// Which part.
    package let shard: SweepShard
    private let sweep: String
    private let points: Int
    private var rows = ContentDigest()

    /// - Parameters:
    ///   - shard: which part.
    ///   - sweep: what tells the whole sweep from others: what is simulated, and in which form it is written.
    ///   - points: those of the whole sweep.
    package init(_ shard: SweepShard, ofSweep sweep: [String], points: Int) {
        var digest = ContentDigest()
        for text in sweep {
            digest.add(text.utf8)
            digest.add([0])
        }
        self.sweep = digest.text
        self.shard = shard
        self.points = points
    }

    /// Adds a text to what is written above it.
    package mutating func add(_ text: String) { rows.add(text.utf8) }

    /// The number of one of its points in the whole sweep, counted from 1.
    package func number(ofPoint position: Int) -> Int { shard.number + position * shard.count }

    /// The line.
    package var line: String { "\(SweepPart.mark) \(shard.text) \(sweep) \(points) \(rows.text)\n" }
}

/// Why parts of a sweep cannot be merged.
package enum SweepPartError: Error {
    /// A file is something else.
    case notAPart(String)
    /// Something of it is missing, or was changed.
    case notWhole(String)
    /// A file is of another sweep than the first.
    case ofAnotherSweep(String, String)
    /// Two files are the same part.
    case doubled(SweepShard, String, String)
    /// Parts that no file is.
    case missing([Int], of: Int)
}

extension SweepPartError: CustomStringConvertible {
    /// What is wrong, and what would be accepted.
    package var description: String {
        switch self {
        case .notAPart(let name):
            "`\(visible(name))` is not a part of a sweep: parts are written by "
                + "`overlap sweep … --shard 1/2 -o \(visible(name))`"
        case .notWhole(let name): "`\(visible(name))` is incomplete, or was changed after it was written"
        case .ofAnotherSweep(let name, let first):
            "`\(visible(name))` is of another sweep than `\(visible(first))`: all parts need the same version, "
                + "scenario, options and number of parts"
        case .doubled(let shard, let one, let other):
            "`\(visible(one))` and `\(visible(other))` are both part \(shard.text)"
        case .missing(let numbers, let count):
            "of \(count) parts \(numbers.count == 1 ? "one is" : "\(numbers.count) are") missing: "
                + numbers.prefix(20).map { "\($0)/\(count)" }.joined(separator: ", ")
                + (numbers.count > 20 ? ", …" : "")
        }
    }
}
