/// Names stages that were given none: the operator's, or `map-2` for the second of a kind, ….
package struct StageNames {
    private var seen: [String: Int] = [:]

    /// Before the first stage.
    package init() {}

    /// The name of the next stage if it is given none.
    ///
    /// - Parameter kind: the operator's name.
    package mutating func automatic(of kind: String) -> String {
        let count = (seen[kind] ?? 0) + 1
        seen[kind] = count
        return count == 1 ? kind : "\(kind)-\(count)"
    }

    /// What a path to a stage begins with: its name, or for the `map` of several maps `map-1`, or the first number that no
    /// stage has, because `map` alone could mean any of them.
    ///
    /// - Parameters:
    ///   - name: the stage's.
    ///   - stages: the names of all stages, and their operators'.
    package static func address(of name: String, among stages: [(name: String, kind: String)]) -> String {
        guard stages.count(where: { $0.kind == name }) > 1, stages.contains(where: { $0 == (name, name) })
        else { return name }
        var number = 1
        while stages.contains(where: { $0.name == "\(name)-\(number)" }) { number += 1 }
        return "\(name)-\(number)"
    }

    /// What a stage may be called, for messages.
    package static let accepted = "up to 64 letters, digits, spaces, `-` and `_`"

    /// Names that stand for other things in scenario files, so that paths would not lead to a stage of that name.
    package static let reserved =
        [
            "overlap", "name", "question", "platform", "pipeline", "train", "options", "run", "lint", "lanes",
            "variants",
            "from",
        ] + Platform.sections.map { $0.name }

    /// Whether a stage may be called so, if the name is not reserved.
    package static func allows(_ name: String) -> Bool {
        (1...64).contains(name.unicodeScalars.count)
            && name.allSatisfy { $0.isLetter || $0.isNumber || "-_ ".contains($0) }
            && !name.unicodeScalars.contains(where: \.isHidden)
    }
}
