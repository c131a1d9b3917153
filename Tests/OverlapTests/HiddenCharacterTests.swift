import Foundation
import Pipelines
import ScenarioFiles
import Testing

@testable import overlap

/// Names that steer terminals, turn the direction of texts or break lines: seen in all that is written, or refused.
@Suite struct HiddenCharacterTests {
    private static let name = "a\u{1B}[31m\u{202E}b\u{200B}\nc\u{9B}"

    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { !$0.isHidden || $0 == "\n" || $0 == "\t" }
    }

    @Test(arguments: [
        ["simulate"], ["simulate", "--json"], ["simulate", "--csv"], ["timeline"], ["timeline", "--json"],
        ["timeline", "--svg", "OUT"], ["timeline", "--trace", "OUT"], ["lint"], ["lint", "--json"],
        ["sweep", "--vary", "prefetch=1"], ["simulate", "--set", "prefetch=x"], ["simulate", "-o", "OUT"],
    ])
    func `of a file are seen`(arguments: [String]) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path(Self.name + ".yaml")
        let unnamed = try String(contentsOf: CommandRun.fixtures.appendingPathComponent("small.yaml"), encoding: .utf8)
            .replacing("name: small\n", with: "")
        try unnamed.write(toFile: path, atomically: false, encoding: .utf8)
        let output = directory.path("out" + Self.name)
        let run = try CommandRun(
            [arguments[0], path] + arguments.dropFirst().map { $0 == "OUT" ? output : $0 })
        #expect(Self.isPlain(run.output) && Self.isPlain(run.errors), "\(run.output)\(run.errors)")
        let namesNoFile = run.output.contains("run_id") || arguments.contains("--set") || arguments.contains("-o")
        #expect((run.output + run.errors).contains("\\u{202E}") || namesNoFile)
        if arguments.contains("OUT") {
            let text = try directory.text("out" + Self.name)
            #expect(Self.isPlain(text))
            #expect(text.contains("\\u{202E}") || text.contains("\\\\u{202E}"))
            if arguments.contains("--svg") { _ = try XMLCheck(text) }
        }
    }

    @Test(arguments: [["import", "trace"], ["import", "trace", "--by", "thread"]])
    func `of events are seen, and what is written can be read`(arguments: [String]) throws {
        let json = """
            [{"ph": "X", "name": "a\\u001b[31m\\u202e\\nb\\u0085\\ud800", "tid": "t\\u001b", "pid": 1, "ts": 0, "dur": 5},
             {"ph": "X", "name": "plain", "tid": 2, "pid": 1, "ts": 9, "dur": 7}]
            """
        let run = try CommandRun(arguments + ["-"], input: json)
        #expect(run.code == 0, "\(run.errors)")
        #expect(Self.isPlain(run.output) && Self.isPlain(run.errors))
        #expect(run.output.contains("\\u{1B}"))
        // As an overlay it leads nowhere, but it is YAML.
        let reading = try CommandRun(["simulate", "small.yaml", "--overlay", "-"], input: run.output)
        #expect(reading.errors.contains("leads nowhere"), "\(reading.errors)")
    }

    @Test func `of cases are seen`() throws {
        let path = CommandRun.fixtures.appendingPathComponent("tfdata.json")
        let text = try String(contentsOf: path, encoding: .utf8)
        let cases = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let first = try #require((cases["cases"] as? [[String: Any]])?.first)
        let id = try #require(first["id"] as? String)
        let hostile = text.replacing("\"\(id)\"", with: "\"x\\u001b[31m\\u202e|\\n\"")
        for format in [[], ["--json"], ["--markdown"]] {
            let run = try CommandRun(["check", "tfdata", "-"] + format, input: hostile)
            #expect(run.code == 0 && Self.isPlain(run.output) && Self.isPlain(run.errors), "\(run.errors)")
            #expect(run.output.contains(format == ["--json"] ? "\\u202e" : "\\u{202E}"), "\(run.output)")
        }
    }

    @Test func `in arguments are seen in messages`() throws {
        for arguments in [
            ["simulate", Self.name], ["simulate", "small.yaml", "--set", Self.name], ["new", "--x" + Self.name],
            ["simulate", "small.yaml", "--variants", Self.name], ["simulate", "small.yaml", "--overlay", Self.name],
            ["sweep", "small.yaml", "--vary", "prefetch=\(Self.name)"], ["new", "-o", "/nonexistent/\(Self.name)"],
            ["sweep", "small.yaml", "--vary", "prefetch=1", "--metrics", Self.name],
        ] {
            let run = try CommandRun(arguments)
            #expect(run.code >= 64)
            #expect(
                Self.isPlain(run.errors) && run.errors.contains(/\\u\{1B\}|contains a control character/),
                "\(run.errors)")
        }
    }

    @Test func `are escaped in JSON as JSON does it`() {
        #expect(JSONValue.string("a\u{1B}\u{202E}\u{E0041}é").line == #""a\u001b\u202e\udb40\udc41é""#)
    }
}

/// Whether a text is XML as far as characters and nesting go.
private struct XMLCheck {
    struct Broken: Error {}

    init(_ text: String) throws {
        var open = 0
        for tag in text.matches(of: #/<[^>]*>/#).map(\.output) where !tag.hasPrefix("<?") && !tag.hasPrefix("<!") {
            if tag.hasPrefix("</") { open -= 1 } else if !tag.hasSuffix("/>") { open += 1 }
        }
        let isAllowed = { (scalar: Unicode.Scalar) in scalar.value >= 0x20 || "\t\n\r".unicodeScalars.contains(scalar) }
        guard open == 0, text.unicodeScalars.allSatisfy(isAllowed) else { throw Broken() }
    }
}
