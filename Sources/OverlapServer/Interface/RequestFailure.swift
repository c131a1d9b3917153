import ScenarioFiles

/// Why a request is not answered as it was meant to be: a status of HTTP, a sentence, and the places of mistakes.
struct RequestFailure: Error {
    /// The status of HTTP.
    let status: Int
    /// What is wrong, and what would be accepted.
    let message: String
    /// Mistakes in a scenario or in a change of one.
    var diagnostics: [Diagnostic] = []
    /// The method that is accepted, where another one was used.
    var allowed: String?

    /// What the request asks for is not understood.
    static func badRequest(_ message: String) -> Self { Self(status: 400, message: message) }
    /// There is no such thing.
    static func notFound(_ message: String) -> Self { Self(status: 404, message: message) }
    /// The scenario, or what is asked of it, cannot be used.
    static func unusable(_ message: String) -> Self { Self(status: 422, message: message) }
    /// It took longer than it may.
    static let tooSlow = Self(
        status: 408, message: "this takes longer than the page may wait: ask for fewer elements, or run the command")
    /// Too much is simulated already.
    static func busy(places: Int) -> Self {
        Self(status: 429, message: "\(places) simulations are running, and no more are taken: try again in a moment")
    }

    /// Too many bytes arrive or leave already.
    static let tooMuchUnderWay = Self(
        status: 429, message: "too much is on its way to others, or from them: try again in a moment")

    /// Mistakes in a scenario, or in changes of it.
    init(_ error: ScenarioFileError) {
        self.init(
            status: 422, message: error.diagnostics.first?.message ?? "\(error)", diagnostics: error.diagnostics)
    }

    init(status: Int, message: String, diagnostics: [Diagnostic] = [], allowed: String? = nil) {
        (self.status, self.message, self.diagnostics, self.allowed) = (status, message, diagnostics, allowed)
    }

    /// What the page reads.
    var json: JSONValue {
        .object([
            (
                "error",
                .object([
                    ("message", .string(Self.cut(message))),
                    ("diagnostics", .array(diagnostics.prefix(Self.mostDiagnostics).map { Self.json($0) })),
                ])
            )
        ])
    }

    /// Nobody reads on beyond.
    private static let mostDiagnostics = 20
    /// Characters of a text that somebody else wrote.
    private static let mostCharacters = 500

    /// A text that may quote what somebody else wrote, as far as it helps.
    private static func cut(_ text: String) -> String {
        text.utf8.count <= mostCharacters ? text : text.prefix(mostCharacters) + "…"
    }

    private static func json(_ diagnostic: Diagnostic) -> JSONValue {
        .object([
            ("file", .string(diagnostic.file)), ("line", diagnostic.line.map { .integer(Int64($0)) } ?? .null),
            ("column", diagnostic.column.map { .integer(Int64($0)) } ?? .null),
            ("message", .string(cut(diagnostic.message))), ("sourceLine", optional(diagnostic.sourceLine)),
            ("accepted", optional(diagnostic.accepted)), ("suggestion", optional(diagnostic.suggestion)),
            ("hint", optional(diagnostic.hint)),
        ])
    }

    private static func optional(_ text: String?) -> JSONValue { text.map { .string(cut($0)) } ?? .null }
}
