/// The lines of YAML that a document becomes.
struct DocumentLines {
    private let units: WritingUnits
    private(set) var lines: [String] = []

    init(units: WritingUnits) { self.units = units }

    /// The lines, each with its end.
    var text: String { lines.joined(separator: "\n") + "\n" }

    /// Adds the keys of a mapping, a line or more for each.
    mutating func add(_ mapping: WrittenMapping, indent: Int = 0) {
        let margin = String(repeating: " ", count: indent)
        for item in mapping.items {
            switch item {
            case .entry(let key, let value): add(YAMLScalar.text(key), value, indent: indent)
            case .quotedEntry(let key, let value): add(YAMLScalar.quoted(visible(key)), value, indent: indent)
            case .comment(""): lines.append(margin + "#")
            case .comment(let text): lines.append("\(margin)# \(visible(text))")
            case .blank: lines.append("")
            }
        }
    }

    private mutating func add(_ key: String, _ value: WrittenValue, indent: Int) {
        let margin = String(repeating: " ", count: indent)
        switch value {
        case .mapping(let mapping) where mapping.layout == .block:
            lines.append("\(margin)\(key):")
            add(mapping, indent: indent + 2)
        case .table(let values):
            lines.append("\(margin)\(key): [")
            addTable(values, margin: margin + "  ")
            lines.append(margin + "]")
        case .items(let values):
            lines.append("\(margin)\(key):")
            for value in values { addItem(value, indent: indent + 2) }
        default: lines.append("\(margin)\(key): \(value.text(units))")
        }
    }

    /// A mapping of one key stands behind the dash, what is below that key further to the right.
    private mutating func addItem(_ value: WrittenValue, indent: Int) {
        let dash = String(repeating: " ", count: indent) + "- "
        guard case .mapping(let mapping) = value, mapping.layout == .block else {
            lines.append(dash + value.text(units))
            return
        }
        let first = lines.count
        add(mapping, indent: indent + 2)
        lines[first] = dash + lines[first].dropFirst(indent + 2)
    }

    /// Items with a comma behind each, in lines of some 100 characters.
    private mutating func addTable(_ values: [WrittenValue], margin: String) {
        var line = margin
        for item in values.map({ $0.text(units) }) {
            if line.count + item.count > 100 {
                lines.append(line)
                line = margin
            }
            line += (line == margin ? "" : " ") + item + ","
        }
        lines.append(line)
    }
}
