import Pipelines

/// The mistakes found so far; decoding goes on after each, so that a file is answered once.
package struct DiagnosticLog {
    /// The most that are kept: nobody reads on beyond.
    static let limit = 50

    /// What was found, in the order in which it was.
    package private(set) var diagnostics: [Diagnostic] = []

    /// Nothing is wrong yet.
    package init() {}

    /// Notes a mistake, unless it is known already (several variants meet the same one) or there are enough.
    package mutating func report(
        _ message: String, at location: Location, accepted: String? = nil, suggestion: String? = nil,
        hint: String? = nil, isOfDataFile: Bool = false
    ) {
        guard diagnostics.count < Self.limit else { return }
        add(
            Diagnostic(
                message, at: location, accepted: accepted, suggestion: suggestion, hint: hint,
                isOfDataFile: isOfDataFile))
    }

    /// Notes what another log holds.
    mutating func add(_ diagnostic: Diagnostic) {
        guard diagnostics.count < Self.limit, !diagnostics.contains(diagnostic) else { return }
        diagnostics.append(diagnostic)
    }

    /// Notes a name that is not among the known ones, those of its owner if it has one.
    ///
    /// - Parameter hint: what to write instead, where it is known better than by the nearest name.
    mutating func reportUnknown(
        _ kind: String, of owner: String? = nil, _ name: String, at location: Location, known: [String],
        hint: @autoclosure () -> String? = nil
    ) {
        guard diagnostics.count < Self.limit else { return }
        let ofOwner = owner.map { " of \(quoted($0))" } ?? ""
        report(
            "unknown \(kind) \(quoted(name))\(ofOwner)", at: location,
            accepted: known.map(quoted).joined(separator: ", "),
            suggestion: nearestName(to: name, among: known), hint: hint())
    }

    /// Whether all characters of a text that names something are seen; notes the first that is not.
    mutating func isPlain(_ text: String, _ what: String, at location: Location) -> Bool {
        guard let hidden = text.unicodeScalars.first(where: \.isHidden) else { return true }
        report(
            "\(what) cannot contain the character `\(visible(String(hidden)))`", at: location,
            accepted: "visible characters and spaces")
        return false
    }

    /// Throws what was found, by place: the file first, then the command line.
    package func throwIfAny() throws(ScenarioFileError) {
        guard !diagnostics.isEmpty else { return }
        let files = diagnostics.map(\.file)
        let keyed = diagnostics.enumerated().map { index, diagnostic in
            (
                files.firstIndex(of: diagnostic.file) ?? 0, diagnostic.line ?? 0, diagnostic.column ?? 0, index,
                diagnostic
            )
        }
        throw ScenarioFileError(
            keyed.sorted { ($0.0, $0.1, $0.2, $0.3) < ($1.0, $1.1, $1.2, $1.3) }.map(\.4))
    }
}
