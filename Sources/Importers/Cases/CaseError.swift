import ScenarioFiles

/// Why a case cannot be read or is not modelled, as a sentence for the user.
package struct CaseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, where in the case, and what would be accepted when there is a short answer.
    package let description: String

    /// A sentence.
    package init(_ description: String) { self.description = description }

    /// What a decoder says, with the keys that lead to the place.
    init(_ error: any Error) {
        if let error = error as? NotText {
            self.init(error.description)
            return
        }
        guard let error = error as? DecodingError else {
            self.init("a value cannot be read: \(error)")
            return
        }
        switch error {
        case .keyNotFound(let key, let context):
            self.init(Self.sentence("`\(key.stringValue)` is missing", context))
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            self.init(Self.sentence(context.debugDescription, context))
        @unknown default:
            self.init("\(error)")
        }
    }

    private static func sentence(_ problem: String, _ context: DecodingError.Context) -> String {
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        return path.isEmpty ? problem : "\(path.drop { $0 == "." }): \(problem)"
    }
}
