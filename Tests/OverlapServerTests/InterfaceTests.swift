import Foundation
import Lesson
import ScenarioFiles
import Synchronization
import Testing

@testable import OverlapServer

/// What the page can ask for, without HTTP.
struct InterfaceTests {
    private static let scenario = """
        overlap: 1
        name: small
        pipeline:
          - source: {elements: 64, size: 20 KB}
          - map: {name: decode, cost: {lognormal: {mean: 2 ms, cv: 0.3}}, parallelism: 2}
          - batch: 8
          - prefetch: 2
        train: {step: 5 ms}
        run: {replications: 3}
        variants:
          base: {}
          none: {prefetch: 0}
        """

    private static let library = ScenarioLibrary([
        ScenarioLibrary.Entry(name: "small.yaml", group: "yours", text: "# Small.\n" + scenario)
    ])

    private func ask(_ question: Interface.Question, _ body: String, limits: ServerLimits = ServerLimits()) async throws
        -> OverlapServer.Answer
    {
        try await Interface(Self.library, limits).answer(question, Data(body.utf8))
    }

    private func json(_ question: Interface.Question, _ body: String) async throws -> JSONValue {
        guard case .json(let value) = try await ask(question, body) else {
            Issue.record("\(question) is not answered by a value")
            return .null
        }
        return value
    }

    /// The last line, and those before it.
    private func lines(_ question: Interface.Question, _ body: String) async throws -> (
        told: [JSONValue], last: JSONValue
    ) {
        guard case .lines(let stream) = try await ask(question, body) else {
            Issue.record("\(question) is not answered line by line")
            return ([], .null)
        }
        let told = Mutex<[JSONValue]>([])
        let last = try await stream.run { line in told.withLock { $0.append(line) } }
        return (told.withLock { $0 }, last)
    }

    @Test func `all scenarios are listed, with their first lines`() async throws {
        let text = try await json(.scenarios, "").line
        #expect(
            text.contains(#"{"name": "small.yaml", "title": "Small.", "group": "yours", "measured": false}"#), "\(text)"
        )
    }

    @Test func `a scenario is checked, and what can be turned is told`() async throws {
        let answer = try await json(
            .check, #"{"name": "small.yaml", "variants": ["none"], "turn": [["decode.cost", 0.004]]}"#)
        #expect(answer.line.contains(#""path": "decode.cost", "section": "decode", "label": "cost""#))
        #expect(answer.line.contains(#""set": ["decode.cost={lognormal: {mean: 4 ms, cv: 0.3}}"]"#))
        #expect(
            answer["command"]?.line
                == #""overlap simulate small.yaml --variants none --set 'decode.cost={lognormal: {mean: 4 ms, cv: 0.3}}'""#
        )
    }

    @Test func `mistakes have their places`() async throws {
        let body = JSONValue.object([("scenario", .string(Self.scenario.replacing("batch: 8", with: "batch: eight")))])
        do {
            _ = try await ask(.check, body.line)
            Issue.record("a mistake went through")
        } catch let failure as RequestFailure {
            #expect(failure.status == 422)
            #expect(failure.diagnostics.first?.line == 6)
            #expect(failure.json.line.contains(#""line": 6"#))
        }
    }

    @Test func `lines of a sweep come one by one, and the last says what was found`() async throws {
        let (told, last) = try await lines(
            .sweep, #"{"name": "small.yaml", "variants": ["base"], "vary": ["prefetch.buffer=0,1,2"]}"#)
        #expect(told.compactMap { $0["point"] }.count == 3)
        #expect(last["axis"]?.line.contains("[0.0, 1.0, 2.0]") == true, "\(last.line)")
        #expect(last.line.contains("--vary prefetch.buffer=0,1,2"))
    }

    @Test func `a variant that runs out of memory says when, and what most of it was for`() async throws {
        let answer = try await json(.simulate, #"{"name": "small.yaml", "set": ["memory.capacity=300 KB"]}"#)
        let sentences = try #require(answer["sentences"]?.line)
        #expect(sentences.contains(#"{"variant": "base", "text": "out of memory after "#), "\(sentences)")
        #expect(sentences.contains("are needed and there are 293 KiB; most is in `batch`"), "\(sentences)")
    }

    @Test func `a sweep warns of points without a figure, as the command does`() async throws {
        let last = try await lines(
            .sweep, #"{"name": "small.yaml", "vary": ["prefetch.buffer=0,1,2"], "set": ["memory.capacity=300 KB"]}"#
        ).last
        #expect(last["warnings"]?.line.contains("points memory runs out") == true, "\(last.line)")
    }

    @Test(
        arguments: [
            (.explain, #"{"name": "small.yaml", "variants": ["none"]}"#),
            (.compare, #"{"name": "small.yaml"}"#),
            (.knee, #"{"name": "small.yaml", "variants": ["base"], "vary": "prefetch.buffer=0..4"}"#),
        ] as [(Interface.Question, String)])
    func `answers tell the text, the value and the command`(_ question: Interface.Question, _ body: String) async throws
    {
        let last = try await lines(question, body).last
        #expect(last["command"]?.line.contains("overlap \(question.rawValue) small.yaml") == true)
        #expect((last["text"]?.line.utf8.count ?? 0) > 100)
        #expect(last["result"]?.members?.isEmpty == false)
    }

    @Test(
        arguments: [
            ("csv", "run_id,variant,prefetch.buffer,"), ("svg", "<svg "), ("trace", "{\"displayTimeUnit\""),
            ("yaml", "# Small."),
        ])
    func `files are those of the commands`(_ format: String, _ beginning: String) async throws {
        let body =
            #"{"name": "small.yaml", "variants": ["base"], "vary": ["prefetch.buffer=0,1"], "format": "\#(format)"}"#
        guard case .file(let file) = try await ask(.export, body) else {
            Issue.record("no file")
            return
        }
        #expect(file.text.hasPrefix(beginning))
    }

    @Test(
        arguments: [
            (.simulate, "", 400), (.simulate, "[]", 400), (.simulate, "{}", 400), (.simulate, #"{"name": 1}"#, 400),
            (.simulate, #"{"name": "smal.yaml"}"#, 404),
            (.simulate, #"{"name": "small.yaml", "variants": ["bas"]}"#, 422),
            (.simulate, #"{"name": "small.yaml", "set": ["x"]}"#, 422),
            (.simulate, #"{"name": "small.yaml", "turn": [["decode.cost"]]}"#, 400),
            (.simulate, #"{"name": "small.yaml", "turn": [["decode.speed", 1]]}"#, 422),
            (.simulate, #"{"name": "small.yaml", "set": ["source.elements=1000000000000"]}"#, 422),
            (.timeline, #"{"name": "small.yaml", "from": "2 s", "to": "1 s"}"#, 422),
            (.timeline, #"{"name": "small.yaml", "to": "soon"}"#, 422),
            (.simulate, #"{"name": "small.yaml", "varients": ["base"]}"#, 400),
            (.simulate, #"{"name": "small.yaml", "variants": ["base", "base"]}"#, 422),
            (
                .simulate,
                #"{"name": "small.yaml", "variants": ["base"], "set": ["prefetch.buffer=2000000", "source.elements=2000000"]}"#,
                422
            ),
            (
                .timeline,
                #"{"name": "small.yaml", "variants": ["base"], "set": ["prefetch.buffer=2000000", "source.elements=2000000"]}"#,
                422
            ),
            (.sweep, #"{"name": "small.yaml"}"#, 400), (.sweep, #"{"name": "small.yaml", "vary": ["x=1"]}"#, 422),
            (.bounds, #"{"name": "small.yaml", "target": -1}"#, 422),
            (.compare, #"{"name": "small.yaml", "variants": ["base"]}"#, 422),
            (.knee, #"{"name": "small.yaml", "vary": "prefetch.buffer=1..4"}"#, 422),
            (
                .knee,
                #"{"name": "small.yaml", "variants": ["base"], "vary": "prefetch.buffer=1..4", "within": "much"}"#, 422
            ),
            (
                .knee,
                #"{"name": "small.yaml", "variants": ["base"], "vary": "prefetch.buffer=1..4", "set": ["source.elements=1000000000000"]}"#,
                422
            ),
            (.export, #"{"name": "small.yaml", "format": "pdf"}"#, 422),
            (.step, #"{"step": "33"}"#, 404), (.step, "{}", 400), (.answer, #"{"step": "3", "choice": 17}"#, 422),
            (.answer, #"{"step": "3", "choice": 0, "confidence": "very"}"#, 422), (.trial, #"{"step": "3"}"#, 400),
            (.trial, #"{"step": "3", "value": "50"}"#, 422),
        ] as [(Interface.Question, String, Int)])
    func `what cannot be answered says why`(_ question: Interface.Question, _ body: String, _ status: Int) async throws
    {
        do {
            _ = try await ask(question, body)
            Issue.record("\(question) \(body) was answered")
        } catch let failure as RequestFailure {
            #expect(failure.status == status, "\(failure)")
            #expect(!failure.message.isEmpty)
        }
    }

    @Test func `work that takes too long is refused before it is begun`() async throws {
        var limits = ServerLimits()
        limits.requestSeconds = 1e-9
        do {
            _ = try await ask(.simulate, #"{"name": "small.yaml"}"#, limits: limits)
            Issue.record("it was begun")
        } catch let failure as RequestFailure {
            #expect(failure.message.contains("or run `overlap simulate small.yaml`"), "\(failure.message)")
        }
    }

    @Test(arguments: ["\n", "\r\n"]) func `a scenario's title is its first line`(lineEnd: String) {
        let text = ["# What limits it?", "# More.", "overlap: 1"].joined(separator: lineEnd)
        #expect(ScenarioLibrary.Entry(name: "s.yaml", group: "yours", text: text).title == "What limits it?")
    }

    @Test func `every scenario of the program is checked, bounded, simulated and drawn within the limits`() async throws
    {
        let library = ScenarioLibrary(
            BuiltInScenarios.names.map { name in
                ScenarioLibrary.Entry(
                    name: BuiltInScenarios.path(of: name), group: "lesson", text: BuiltInScenarios.text(of: name) ?? "")
            })
        let interface = try Interface(library, ServerLimits())
        for entry in library.entries {
            let body = Data(#"{"name": "\#(entry.name)", "set": ["run.replications=2"]}"#.utf8)
            for question in [Interface.Question.check, .bounds, .timeline, .simulate] {
                guard case .json = try await interface.answer(question, body) else {
                    Issue.record("\(question) of \(entry.name)")
                    continue
                }
            }
        }
    }

    @Test func `what the lesson proposes to try can be tried`() async throws {
        for step in try Lesson.builtIn().steps {
            let request = JSONValue.object([("step", .string(step.id)), ("value", .string(step.trial.value))])
            #expect(try await json(.trial, request.line)["answer"] != nil, "\(step.id)")
        }
    }

    @Test func `changes are bounded, whatever repeats them`() async throws {
        let changes = [String](repeating: #""source.elements=8""#, count: 101).joined(separator: ", ")
        do {
            _ = try await ask(.check, #"{"name": "small.yaml", "set": [\#(changes)]}"#)
            Issue.record("it was done")
        } catch let failure as RequestFailure {
            #expect(failure.status == 422)
        }
    }

    @Test func `what somebody else wrote comes back cut`() async throws {
        let keys = (0..<2000).map { "k\($0): [1, 2]" }.joined(separator: ", ")
        do {
            _ = try await ask(.check, JSONValue.object([("scenario", .string("{\(keys)}"))]).line)
            Issue.record("it was accepted")
        } catch let failure as RequestFailure {
            #expect(failure.json.line.utf8.count < 50_000)
            #expect(failure.diagnostics.count > 1)
        }
    }

    @Test func `the scenario with what was changed can be kept`() async throws {
        let body = #"{"name": "small.yaml", "variants": ["none"], "set": ["decode.parallelism=4"], "format": "yaml"}"#
        guard case .file(let file) = try await ask(.export, body) else {
            Issue.record("no file")
            return
        }
        let kept = try ScenarioFile(text: file.text, name: "kept", directory: ".")
        #expect(try kept.setting("decode.parallelism", variant: "base")?.count == 4)
        #expect(try kept.setting("prefetch.buffer", variant: "base")?.count == 0)
    }

    @Test func `a change in the lesson opens no file`() async throws {
        do {
            _ = try await ask(.trial, #"{"step": "3", "value": "{recorded: {file: Package.swift, unit: ms}}"}"#)
            Issue.record("it was opened")
        } catch let failure as RequestFailure {
            #expect(failure.status == 422 && failure.message.contains("there is no such file"), "\(failure.message)")
        }
    }

    @Test func `a file that a pasted scenario names is not opened`() async throws {
        let text = Self.scenario.replacing(
            "{lognormal: {mean: 2 ms, cv: 0.3}}", with: "{recorded: {file: /etc/passwd, column: a}}")
        do {
            _ = try await ask(.simulate, JSONValue.object([("scenario", .string(text))]).line)
            Issue.record("it was opened")
        } catch let failure as RequestFailure {
            #expect(failure.status == 422)
            #expect(!failure.json.line.contains("root"), "\(failure.json.line)")
        }
    }

    @Test func `nothing of an answer is told before it is asked for`() async throws {
        let question = try await json(.step, #"{"step": "3"}"#)
        #expect(question["right"] == nil && question["why"] == nil && question["others"] == nil)
        let answer = try await json(.answer, #"{"step": "3", "choice": null}"#)
        #expect(answer["isRight"]?.line == "null")
        #expect(answer["picture"]?["figures"]?.line.contains("\"spans\": [[") == true)
    }
}
