import Foundation
import Importers
import Testing

@Suite struct TraceTests {
    private func trace(_ json: String, by grouping: Trace.Grouping = .name) throws(ImportError) -> Trace {
        try Trace(json: Data(json.utf8), path: "t.json", by: grouping)
    }

    private func durations(_ json: String, by grouping: Trace.Grouping = .name) throws -> [String: [Int]] {
        let groups = try trace(json, by: grouping).groups
        return Dictionary(groups.map { ($0.label, $0.seconds.map { Int(($0 * 1e6).rounded()) }) }) { first, _ in first }
    }

    /// An event; `more` begins with a comma.
    private static func event(_ phase: String, _ time: Int, thread: Int = 1, name: String? = "a", _ more: String = "")
        -> String
    {
        let name = name.map { #", "name": "\#($0)""# } ?? ""
        return #"{"ph": "\#(phase)", "ts": \#(time), "pid": 7, "tid": \#(thread)\#(name)\#(more)}"#
    }

    private static func list(_ events: String...) -> String { "[\(events.joined(separator: ",\n"))]" }

    @Test(arguments: [
        #"[{"ph": "X", "name": "a", "ts": 5, "dur": 30}]"#,
        #"{"traceEvents": [{"ph": "X", "name": "a", "ts": 5, "dur": 30}], "displayTimeUnit": "ns"}"#,
        #"{"metadata": {"traceEvents": [1]}, "x": null, "traceEvents": [{"dur": 3e1, "name": "a", "ph": "X"}]}"#,
        #"[{"ph": "X", "name": "a", "ts": "5", "dur": "30", "args": {"name": 3, "deep": [{}]}}]"#,
    ])
    func `reads complete events in both shapes`(json: String) throws {
        #expect(try durations(json) == ["a": [30]])
        #expect(try trace(json).leftOut.sentences.isEmpty)
    }

    @Test func `pairs beginnings and ends by thread, nested, in any order`() throws {
        let json = Self.list(
            Self.event("E", 90), Self.event("B", 0), Self.event("B", 10, name: "b"), Self.event("E", 15, name: nil),
            Self.event("B", 20, thread: 2), Self.event("E", 25, thread: 2), Self.event("B", 30, name: "b"),
            Self.event("E", 50, name: "b"))
        #expect(try durations(json) == ["a": [5, 90], "b": [5, 20]])
        #expect(try trace(json).leftOut.sentences.isEmpty)
    }

    @Test func `pairs calls of a name inside each other from the inside`() throws {
        let json = Self.list(Self.event("B", 0), Self.event("B", 10), Self.event("E", 15), Self.event("E", 90))
        #expect(try durations(json) == ["a": [5, 90]])
        #expect(try trace(json).leftOut.sentences.isEmpty)
    }

    @Test(arguments: [
        ([event("B", 0), event("E", 9), event("E", 10)], "1 end without a beginning"),
        ([event("B", 0), event("E", 9), event("B", 10)], "1 beginning without an end"),
        ([event("B", 0), event("B", 1, name: "b"), event("E", 9)], "1 beginning without an end"),
        ([event("B", 0), event("E", 9), event("E", 9, name: "b")], "1 end without a beginning"),
        ([event("B", 0), event("E", 9), event("E", 9, thread: 2)], "1 end without a beginning"),
        ([event("B", 0), event("E", 9), event("X", 1)], "1 complete event without a duration"),
        ([event("B", 0), event("E", 9), event("X", 1, #", "dur": -3"#)], "1 complete event without a duration"),
        ([event("B", 0), event("E", 9), event("X", 1, name: nil, #", "dur": 3"#)], "1 event without a name"),
        ([event("B", 0), event("E", 9), #"{"ph": "B", "name": "a"}"#], "1 beginning or end without a time"),
        ([event("B", 0), event("E", 9), "7", "null"], "2 values that are not events"),
        (
            [event("B", 0), event("E", 9), event("i", 3), event("C", 3), event("i", 4)],
            "events of other kinds: 1 of phase `C`, 2 of phase `i`"
        ),
    ])
    func `counts what it leaves out`(events: [String], expected: String) throws {
        let json = "[\(events.joined(separator: ","))]"
        #expect(try durations(json) == ["a": [9]])
        #expect(try trace(json).leftOut.sentences == [expected])
    }

    @Test(arguments: ["", "\n", ",", ", {\"ph\": \"X\", \"na", ", {\"ph\": \"X\", \"name\": \"b\", \"dur\": 1"])
    func `reads a file that was cut off as far as it goes`(end: String) throws {
        let json = "[" + Self.event("X", 0, #", "dur": 4"#) + end
        #expect(try durations(json) == ["a": [4]])
        #expect(try trace(json).leftOut.faultSentences == ["the file ends inside its list of events"])
        #expect(try trace(json + (end.isEmpty ? "]" : "")).leftOut.isCutOff == !end.isEmpty)
    }

    @Test func `groups by category and by thread`() throws {
        let json = Self.list(
            Self.event("X", 0, #", "dur": 4, "cat": "io,disk""#), Self.event("X", 0, thread: 2, #", "dur": 6"#),
            #"{"ph": "M", "name": "thread_name", "pid": 7, "tid": 2, "args": {"name": "worker"}}"#,
            #"{"ph": "M", "name": "process_name", "pid": 7, "tid": 1, "args": {"name": "python"}}"#)
        #expect(try durations(json, by: .category) == ["io,disk": [4], "(none)": [6]])
        #expect(try durations(json, by: .thread) == ["7/1": [4], "worker (7/2)": [6]])
    }

    @Test func `lists groups by their time, then by their label`() throws {
        let json = Self.list(
            Self.event("X", 0, name: "b", #", "dur": 4"#), Self.event("X", 0, name: "c", #", "dur": 9"#),
            Self.event("X", 0, name: "a", #", "dur": 4"#))
        #expect(try trace(json).groups.map(\.label) == ["c", "a", "b"])
    }

    @Test(arguments: [
        ("", "`t.json` has no durations"), ("[]", "`t.json` has no durations"),
        ("{}", "t.json:1: there is no list `traceEvents`"),
        ("{\"traceEvents\": 3}", "there is no list `traceEvents`"), ("3", "a list or an object was expected"),
        ("overlap: 1", "t.json:1: a value was expected: this is not a trace in JSON"),
        ("[\n{\"ph\": \"X\"}\n x]", "t.json:3: `,` was expected"),
        ("[{\"ph\": \"X\"}]", "no durations: 1 complete event without a duration"),
    ])
    func `explains what it cannot use`(json: String, expected: String) {
        let error = #expect(throws: ImportError.self) { try trace(json) }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    }
}
