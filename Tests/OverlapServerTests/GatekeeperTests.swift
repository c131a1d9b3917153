import HTTPTypes
import Testing

@testable import OverlapServer

struct GatekeeperTests {
    private let own = Gatekeeper(localPort: 8123)
    private let shared = Gatekeeper(token: "secret")

    @Test(arguments: ["127.0.0.1:8123", "localhost:8123", "LOCALHOST:8123", "[::1]:8123"])
    func `its own names are answered`(_ name: String) {
        #expect(own.decide(authority: name, [:], query: nil) == .admit)
    }

    @Test(arguments: [
        nil, "", "evil.example", "evil.example:8123", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:8123",
    ])
    func `another name is refused, as after DNS rebinding`(_ name: String?) {
        #expect(own.decide(authority: name, [:], query: nil).isRefusal)
    }

    @Test(arguments: [
        "http://evil.example", "null", "http://127.0.0.1:8124", "https://127.0.0.1:8123", "http://localhost:8123",
    ])
    func `another page is refused`(_ origin: String) {
        #expect(own.decide(authority: "127.0.0.1:8123", [.origin: origin], query: nil).isRefusal)
    }

    @Test func `its own page is answered`() {
        var headers = Self.headers(site: "same-origin")
        headers[.origin] = "http://127.0.0.1:8123"
        #expect(own.decide(authority: "127.0.0.1:8123", headers, query: nil) == .admit)
    }

    @Test(arguments: ["cross-site", "same-site"])
    func `what another site makes a browser send is refused`(_ site: String) {
        #expect(own.decide(authority: "127.0.0.1:8123", Self.headers(site: site), query: nil).isRefusal)
    }

    @Test func `beyond this machine a token is asked for`() {
        let name = "192.0.2.7:8123"
        #expect(shared.decide(authority: name, [:], query: nil).isRefusal)
        #expect(shared.decide(authority: name, [:], query: "token=wrong").isRefusal)
        #expect(shared.decide(authority: name, [:], query: "a=b&token=secret") == .keepToken)
        // Its address may be followed from a message.
        #expect(shared.decide(authority: name, Self.headers(site: "cross-site"), query: "token=secret") == .keepToken)
        #expect(shared.decide(authority: name, [.cookie: "a=b; overlap=secret"], query: nil) == .admit)
        #expect(shared.decide(authority: name, [.cookie: "overlap=secre"], query: nil).isRefusal)
        #expect(shared.decide(authority: name, [.cookie: "xoverlap=secret"], query: nil).isRefusal)
    }

    private static func headers(site: String) -> HTTPFields {
        HTTPField.Name("Sec-Fetch-Site").map { [$0: site] } ?? [:]
    }
}

extension Gatekeeper.Decision {
    fileprivate var isRefusal: Bool { if case .refuse = self { true } else { false } }
}
