import Files
package import Pipelines

/// All that a value consists of, down to numbers and words: what is the same in two values, and where they differ.
///
/// It asks the values themselves and not what writes them to files: a file has twelve digits of a distribution, and an experiment
/// makes scenarios that no file says, as those of a fleet with more data.
package struct StoredValues: Sendable {
    /// `pipeline.stages.2.operator.buffer = 4`: one line for each.
    package private(set) var lines: [String] = []

    /// What a scenario consists of, but for what its file is called.
    package init(_ scenario: Scenario) {
        var scenario = scenario
        scenario.name = ""
        add(scenario, at: "")
    }

    /// Tells scenarios apart: 32 hexadecimal digits.
    package var key: String {
        var digest = ContentDigest()
        for line in lines {
            digest.add(line.utf8)
            digest.add([0])
        }
        return digest.text
    }

    private mutating func add(_ value: Any, at path: String) {
        if let numbers = Self.digest(ofNumbers: value) {
            lines.append("\(path) = \(numbers)")
            return
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional?:
            if let some = mirror.children.first { add(some.value, at: path) } else { lines.append("\(path) = nil") }
        case .enum? where mirror.children.isEmpty, nil: lines.append("\(path) = \(value)")
        case .set?, .dictionary?, .class?, .foreignReference?:
            preconditionFailure("A scenario consists of values in a fixed order; `\(path)` is none")
        default:
            // Which operator, and which distribution: parameters may be called alike.
            if mirror.displayStyle != .tuple { lines.append("\(path): \(type(of: value))") }
            for (position, child) in mirror.children.enumerated() {
                add(child.value, at: path + (path.isEmpty ? "" : ".") + (child.label ?? "\(position)"))
            }
        }
    }

    /// Measured tables may have millions of numbers.
    private static func digest(ofNumbers value: Any) -> String? {
        func text(_ count: Int, _ numbers: some Sequence<UInt64>) -> String {
            var digest = ContentDigest()
            for number in numbers { withUnsafeBytes(of: number.littleEndian) { digest.add($0) } }
            return "\(count) numbers, \(digest.text)"
        }
        switch value {
        case let numbers as [Double]: return text(numbers.count, numbers.lazy.map(\.bitPattern))
        case let numbers as [Int64]: return text(numbers.count, numbers.lazy.map { UInt64(bitPattern: $0) })
        default: return nil
        }
    }
}
