import HTTPTypes
import NIOCore
import ScenarioFiles

/// What goes back to a client.
enum Reply: Sendable {
    /// All of it.
    case whole(HTTPResponse.Status, HTTPFields, ByteBuffer)
    /// JSON values, a line each, as they become known.
    case lines(LineStream, Budget.Share?)

    /// - Parameters:
    ///   - answer: of the interface.
    ///   - place: which it keeps while it is told line by line; nil for what is answered without one.
    init(_ answer: Answer, _ place: Budget.Share?) {
        switch answer {
        case .json(let value): self = .json(value)
        case .file(let file): self = .file(file)
        case .lines(let stream): self = .lines(stream, place)
        }
    }

    /// Bytes that are ready to be sent.
    var bytes: Int { if case .whole(_, _, let body) = self { body.readableBytes } else { 0 } }

    /// A JSON value.
    static func json(_ value: JSONValue, _ status: HTTPResponse.Status = .ok) -> Reply {
        .whole(status, [.contentType: "application/json"], ByteBuffer(string: value.line + "\n"))
    }

    /// A failure, for a program.
    static func failure(_ failure: RequestFailure) -> Reply {
        let reply = json(failure.json, HTTPResponse.Status(code: failure.status))
        guard case .whole(let status, var headers, let body) = reply else { return reply }
        if let allowed = failure.allowed { headers[.allow] = allowed }
        return .whole(status, headers, body)
    }

    /// A file that was made for the user.
    static func file(_ file: GeneratedFile) -> Reply {
        .whole(
            .ok,
            [.contentType: file.contentType, .contentDisposition: "attachment; filename=\"\(file.name)\""],
            ByteBuffer(string: file.text))
    }

    /// The page, for those who will show a cookie from now on.
    static func page(cookie: String) -> Reply {
        .whole(.seeOther, [.location: "/", .setCookie: "\(cookie); Path=/; HttpOnly; SameSite=Lax"], ByteBuffer())
    }

    /// What holds for every answer: nothing is loaded from elsewhere, shown inside another page, guessed at, or kept.
    static let commonHeaders: HTTPFields = {
        var headers: HTTPFields = [
            .contentSecurityPolicy:
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            .xContentTypeOptions: "nosniff", .cacheControl: "no-store",
        ]
        for (name, value) in [
            ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return headers
    }()
}

extension HTTPResponse {
    /// The head of an answer.
    init(_ status: Status, _ headers: HTTPFields, length: Int?, closes: Bool) {
        var fields = Reply.commonHeaders
        for field in headers { fields.append(field) }
        if let length { fields[.contentLength] = "\(length)" }
        if closes { fields[.connection] = "close" }
        self.init(status: status, headerFields: fields)
    }
}
