import Foundation
import Pipelines
import Testing
import Variates

/// Reads parts of a program back: constants, functions, and the calls of a pipeline.
struct ProgramReader {
    /// A call with its arguments, positional ones by their number.
    struct Call {
        let function: String
        let arguments: [String]

        /// A keyword's value.
        func keyword(_ name: String) -> String? {
            arguments.first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
        }

        /// A whole number, or nil for `tf.data.AUTOTUNE` and nothing.
        static func count(_ text: String?) -> Int? { text.flatMap { Int($0.replacing("_", with: "")) } }
    }

    /// What stands under a stage's comment.
    struct Stage {
        let name: String
        let remark: String
        var calls: [Call] = []
    }

    let text: String

    /// A constant that is a whole number.
    func constant(_ name: String) -> Int? {
        lines.first { $0.hasPrefix("\(name) = ") }.flatMap { Call.count(String($0.dropFirst(name.count + 3))) }
    }

    /// Whether a line stands in the program, whatever its indentation.
    func has(_ line: String) -> Bool { lines.contains { $0.drop { $0 == " " } == line } }

    /// The first line that begins so, without that beginning.
    func rest(of beginning: String) -> String? {
        lines.lazy.map { $0.drop { $0 == " " } }.first { $0.hasPrefix(beginning) }.map {
            String($0.dropFirst(beginning.count))
        }
    }

    /// The lines of a function without its head and docstring, each statement on one line.
    func statements(of function: String) -> [String] {
        guard let start = lines.firstIndex(where: { $0.contains("def \(function)(") }) else { return [] }
        let indent = lines[start].prefix { $0 == " " }.count
        let body = lines[(start + 1)...].prefix { $0.isEmpty || $0.prefix { $0 == " " }.count > indent }
        var (statements, depth) = ([String](), 0)
        for line in body.map({ $0.trimmingCharacters(in: .whitespaces) })
        where !line.isEmpty && !line.hasPrefix("\"\"\"") {
            if depth > 0 { statements[statements.count - 1] += line } else { statements.append(line) }
            guard !line.hasPrefix("#") else { continue }
            depth += line.count { $0 == "(" } - line.count { $0 == ")" }
        }
        return statements
    }

    /// The stages of a function, each with its calls behind `dataset = ` or `batches = `.
    func stages(of function: String) -> [Stage] {
        var stages: [Stage] = []
        for statement in statements(of: function) {
            if statement.hasPrefix("#   ") { continue }
            if statement.hasPrefix("# ") {
                let parts = statement.dropFirst(2).split(separator: ":", maxSplits: 1)
                stages.append(
                    Stage(name: String(parts[0]), remark: parts.count > 1 ? String(parts[1].dropFirst()) : ""))
            } else if !stages.isEmpty, let call = Self.call(statement) {
                stages[stages.count - 1].calls.append(call)
            }
        }
        return stages
    }

    /// The call of a statement, without what its result is assigned to; nil where it is none.
    static func call(_ statement: String) -> Call? {
        guard let open = statement.firstIndex(of: "("), statement.hasSuffix(")") else { return nil }
        var head = String(statement[..<open])
        for prefix in ["dataset = dataset.", "dataset = ", "batches = ", "return "] where head.hasPrefix(prefix) {
            head = String(head.dropFirst(prefix.count))
            break
        }
        return Call(function: head, arguments: split(statement[statement.index(after: open)...].dropLast()))
    }

    /// Arguments between commas that are in no brackets.
    private static func split(_ text: Substring) -> [String] {
        var (parts, depth) = ([""], 0)
        for character in text {
            if "([{".contains(character) { depth += 1 }
            if ")]}".contains(character) { depth -= 1 }
            if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// The source whose samples the constants count.
    func source(_ access: Source.Access) throws -> Source {
        if let lengths = fileLengths {
            let table = try RecordedTable(values: lengths, replay: .inOrder)
            return try Source(files: lengths.count, lengths: .recorded(table), access: access)
        }
        if let files = constant("FILES") {
            return try Source(
                files: files, samplesPerFile: try #require(constant("SAMPLES_PER_FILE")), access: access)
        }
        return try Source(elements: try #require(constant("SAMPLES")), access: access)
    }

    private var fileLengths: [Double]? {
        guard let start = lines.firstIndex(where: { $0.hasPrefix("FILE_LENGTHS = ") }) else { return nil }
        return lines[(start + 1)...].prefix { !$0.hasPrefix("\"\"\"") }.flatMap { $0.split(separator: " ") }
            .compactMap { Double($0) }
    }

    private var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
}
