import ScenarioFiles

/// What the page gets.
enum Answer: Sendable {
    /// A JSON value.
    case json(JSONValue)
    /// A file to be kept.
    case file(GeneratedFile)
    /// JSON values, a line each, as they become known.
    case lines(LineStream)
}

/// A file that was made for the user.
struct GeneratedFile: Sendable {
    /// Its name.
    let name: String
    /// Its media type.
    let contentType: String
    /// All of it.
    let text: String
}

/// Work that tells how far it has come, then what it found.
///
/// It gives a function to tell something with, and returns what comes last.
struct LineStream: Sendable {
    /// Takes a line.
    typealias Tell = @Sendable (JSONValue) -> Void

    /// Does the work; it ends soon after its task is cancelled.
    let run: @Sendable (Tell) async throws(RequestFailure) -> JSONValue
}
