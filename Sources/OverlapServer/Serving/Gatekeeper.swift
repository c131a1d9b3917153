import HTTPTypes

/// Whether a request comes from the page itself, and from somebody who may use it.
///
/// Any page that a browser shows can send requests to a server on the same machine, and a name that an attacker owns can be
/// made to lead to it (DNS rebinding). So the server answers only to its own name, only to its own page, and beyond this
/// machine only to those who were given the token.
struct Gatekeeper: Sendable {
    /// What the cookie with the token is called.
    static let cookie = "overlap"

    /// `127.0.0.1:8080`, `localhost:8080`: what the server is called; nil where it may have any name, but needs a token.
    private let names: [String]?
    /// What those from elsewhere have to know; nil where only this machine can reach it.
    let token: String?

    /// A server that this machine alone can reach.
    ///
    /// - Parameter port: at which it listens.
    init(localPort port: Int) {
        names =
            ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"]
            + (port == 80 ? ["127.0.0.1", "localhost"] : [])
        token = nil
    }

    /// A server that others can reach.
    ///
    /// - Parameter token: what they have to know.
    init(token: String) {
        names = nil
        self.token = token
    }

    /// What is to be done with a request.
    enum Decision: Equatable {
        case admit
        /// Keep the token, and ask again without it in the address.
        case keepToken
        case refuse(String)
    }

    /// - Parameters:
    ///   - authority: what the client calls the server.
    ///   - headers: of the request.
    ///   - query: of its address.
    func decide(authority: String?, _ headers: HTTPFields, query: String?) -> Decision {
        guard let authority else { return .refuse("the request does not say which server it is for") }
        if let names, !names.contains(authority.lowercased()) {
            return .refuse("this server is \(names[0]), and does not answer to another name")
        }
        // It changes nothing, so that it may be followed from elsewhere, as from a message.
        if let token, let given = query.flatMap(Self.token), Self.isSame(given, token) { return .keepToken }
        if let origin = headers[.origin], origin.lowercased() != "http://\(authority.lowercased())" {
            return .refuse("requests from other pages are not answered")
        }
        if let site = Self.site.flatMap({ headers[$0] }), site != "same-origin", site != "none" {
            return .refuse("requests from other pages are not answered")
        }
        guard let token else { return .admit }
        if cookies(headers).contains(where: { Self.isSame($0, token) }) { return .admit }
        return .refuse("this server asks for the token that it printed when it was started")
    }

    private static let site = HTTPField.Name("Sec-Fetch-Site")

    private func cookies(_ headers: HTTPFields) -> [String] {
        headers[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == Self.cookie else { return nil }
            return String(parts[1])
        }
    }

    private static func token(_ query: String) -> String? {
        query.split(separator: "&").first { $0.hasPrefix("token=") }.map { String($0.dropFirst("token=".count)) }
    }

    /// Compares in a time that does not tell where two texts differ.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
