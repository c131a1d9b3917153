import HTTPTypes
import NIOCore
import ScenarioFiles

/// What goes back to a client.
enum Reply: Sendable {
    /// All of it.
    case whole(HTTPResponse.Status, HTTPFields, ByteBuffer)
    /// JSON values, a line each, as they become known.
    case lines(LineStream)

    /// Bytes that are ready to be sent.
    var bytes: Int { if case .whole(_, _, let body) = self { body.readableBytes } else { 0 } }

    /// A JSON value.
    static func json(_ value: JSONValue, _ status: HTTPResponse.Status = .ok) -> Reply {
        .whole(status, [.contentType: "application/json"], ByteBuffer(string: value.line + "\n"))
    }

    /// A failure, for a program.
    static func failure(_ failure: RequestFailure) -> Reply {
        json(failure.json, HTTPResponse.Status(code: failure.status))
    }

    /// A file that was made for the user.
    static func file(_ file: GeneratedFile) -> Reply {
        .whole(
            .ok,
            [.contentType: file.contentType, .contentDisposition: "attachment; filename=\"\(file.name)\""],
            ByteBuffer(string: file.text))
    }

    /// Another address.
    static func seeOther(_ path: String, cookie: String) -> Reply {
        .whole(
            .seeOther, [.location: path, .setCookie: "\(cookie); Path=/; HttpOnly; SameSite=Strict"], ByteBuffer())
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
