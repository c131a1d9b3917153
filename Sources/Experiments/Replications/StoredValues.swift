import Files
package import Pipelines

/// All that a scenario consists of, down to numbers and words: what is the same in two of them, and where they differ.
///
/// It asks the values themselves and not what writes them to files: a file has twelve digits of a distribution, and an experiment
/// makes scenarios that no file says, as those of a fleet with more data. What the file calls itself is left out.
package struct StoredValues: Sendable {
    /// Names of types, each asked for once: that takes long.
    private var names: [ObjectIdentifier: String] = [:]
    private var path: [String] = []

    private init() {}

    /// `pipeline.stages.2.operator.buffer = 4`: one line for each value.
    package static func lines(_ scenario: Scenario) -> [String] {
        var (values, lines) = (StoredValues(), [String]())
        values.visit(scenario.unnamed) { path, text in lines.append(path.joined(separator: ".") + text) }
        return lines
    }

    /// What tells scenarios apart: 32 hexadecimal digits for each.
    package static func keys(_ scenarios: [Scenario]) -> [String] {
        var values = StoredValues()
        return scenarios.map { scenario in
            var digest = ContentDigest()
            values.visit(scenario.unnamed) { _, text in
                digest.add(text.utf8)
                digest.add(CollectionOfOne(0))
            }
            return digest.text
        }
    }

    /// What tells a scenario from others.
    package static func key(_ scenario: Scenario) -> String { keys([scenario])[0] }

    private mutating func visit(_ value: Any, _ take: (_ path: [String], _ text: String) -> Void) {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .collection?:
            if let numbers = Self.digest(ofNumbers: value) { return take(path, " = \(numbers)") }
            visitChildren(of: mirror, value, take)
        case .optional?:
            if let some = mirror.children.first { visit(some.value, take) } else { take(path, " = nil") }
        case .enum? where mirror.children.isEmpty, nil: take(path, " = \(value)")
        case .set?, .dictionary?, .class?, .foreignReference?:
            preconditionFailure(
                "A scenario consists of values in a fixed order; `\(path.joined(separator: "."))` is none")
        default: visitChildren(of: mirror, value, take)
        }
    }

    private mutating func visitChildren(
        of mirror: Mirror, _ value: Any, _ take: (_ path: [String], _ text: String) -> Void
    ) {
        // Which operator, and which distribution: their parameters may be the same. A case is named by the label of what it holds.
        let kind = mirror.displayStyle == .enum ? mirror.children.first?.label ?? "" : "\(mirror.children.count)"
        take(path, ": \(name(of: type(of: value))), \(kind)")
        for (position, child) in mirror.children.enumerated() {
            path.append(child.label ?? "\(position)")
            visit(child.value, take)
            path.removeLast()
        }
    }

    private mutating func name(of type: Any.Type) -> String {
        if let name = names[ObjectIdentifier(type)] { return name }
        let name = "\(type)"
        names[ObjectIdentifier(type)] = name
        return name
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

extension Scenario {
    fileprivate var unnamed: Scenario {
        var scenario = self
        scenario.name = ""
        return scenario
    }
}
