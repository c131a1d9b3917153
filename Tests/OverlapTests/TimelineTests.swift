import Foundation
import Testing

@testable import overlap

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct TimelineTests {
    private static let small = ["timeline", "small.yaml", "--variant", "all", "--to", "20 ms"]

    @Test(arguments: [40, 60, 71, 72, 80, 120, 200])
    func `fits into the columns there are`(columns: Int) throws {
        for variants in [["all"], ["naive", "prefetch"]] {
            let arguments = ["timeline", "small.yaml"] + variants.flatMap { ["--variant", $0] }
            let run = try CommandRun(arguments + ["--width", "\(columns)"], environment: ["COLUMNS": "500"])
            #expect(run.code == 0)
            let lines = run.output.split(separator: "\n").map(\.count)
            #expect(lines.allSatisfy { $0 <= columns })
            #expect(lines.contains(columns))
        }
    }

    @Test func `has 80 columns when nobody says how many`() throws {
        let lines = try CommandRun(Self.small).output.split(separator: "\n")
        #expect(lines.map(\.count).max() == 80)
    }

    @Test func `a mean of hundreds stands apart from its row`() throws {
        let run = try CommandRun(
            ["timeline", "-"],
            input: """
                overlap: 1
                pipeline: [{source: {elements: 5000}}, {prefetch: 900}]
                train: 1 ms
                """)
        let line = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("prefetch 0..900") })
        #expect(line.contains(try Regex(" [89][0-9]{2}\\.[0-9]$")), "\(line)")
    }

    @Test func `ASCII means no other character`() throws {
        let run = try CommandRun(Self.small + ["--ascii", "--from", "3 us", "--to", "2000 us"])
        #expect(run.code == 0 && run.output.utf8.allSatisfy { $0 < 128 })
    }

    @Test func `colour is added, and NO_COLOR beats FORCE_COLOR`() throws {
        let plain = try CommandRun(Self.small).output
        let colourful = try CommandRun(Self.small, environment: ["FORCE_COLOR": "1"]).output
        #expect(colourful.contains("\u{1B}[32m"))
        #expect(colourful.replacing(/\u{1B}\[[0-9]*m/, with: "").withoutSpacesAtEnds == plain.withoutSpacesAtEnds)
        #expect(try CommandRun(Self.small, environment: ["FORCE_COLOR": "1", "NO_COLOR": "1"]).output == plain)
    }

    @Test func `draws a picture and writes a trace`() throws {
        let directory = try TemporaryDirectory()
        let arguments = Self.small + ["--svg", directory.path("a.svg"), "--trace", directory.path("a.json")]
        #expect(try CommandRun(arguments).code == 0)
        try expectGolden(try directory.text("a.svg"), "timeline.svg")
        try expectGolden(try directory.text("a.json"), "timeline-trace.json")
        let parser = XMLParser(data: Data(try directory.text("a.svg").utf8))
        #expect(parser.parse())
    }

    @Test(arguments: ["--measured", "--compare"])
    func `a real run says what computed the steps`(option: String) throws {
        let prepared = try PreparedExecution()
        let picture = prepared.directory.path("a.svg")
        let run = try CommandRun([
            "timeline", prepared.scenario, "--data", prepared.directory.path("d"), "--cache-dir",
            prepared.directory.path("c"), "--device", "emulated", option, "--svg", picture,
        ])
        #expect(run.code == 0, "\(run.errors)")
        for text in [run.output, try String(contentsOfFile: picture, encoding: .utf8)] {
            #expect(text.contains("device: emulated"))
        }
    }

    @Test func `the built-in example has no data, and nothing proposes to write them`() throws {
        let directory = try TemporaryDirectory()
        let run = try CommandRun(["timeline", "--measured", "--device", "emulated"], in: directory.url)
        #expect(run.code == 74 && !run.errors.contains("datagen built-in"))
        #expect(run.errors.contains("`overlap datagen` takes a scenario file"), "\(run.errors)")
    }

    @Test func `escapes names in pictures`() throws {
        let directory = try TemporaryDirectory()
        let scenario = """
            overlap: 1
            name: a <b> & "c"
            pipeline: [source: 4, map: {name: d, cost: 1 ms}]
            train: 2 ms
            """
        let run = try CommandRun(["timeline", "-", "--svg", directory.path("a.svg")], input: scenario)
        #expect(run.code == 0, "\(run.errors)")
        #expect(XMLParser(data: Data(try directory.text("a.svg").utf8)).parse())
        #expect(try directory.text("a.svg").contains("a &lt;b&gt; &amp; "))
    }

    /// A lane's spans neither overlap nor change when read as decimal numbers.
    @Test func `the trace's times are whole nanoseconds`() throws {
        let directory = try TemporaryDirectory()
        _ = try CommandRun(["timeline", "--variant", "all", "--trace", directory.path("a.json")])
        let text = try directory.text("a.json")
        var ends: [Substring: Int] = [:]
        var spans = 0
        for match in text.matches(of: /"tid": (\d+), "ts": (\d+)\.(\d\d\d), "dur": (\d+)\.(\d\d\d),/) {
            let begin = try #require(Int(match.2 + match.3))
            #expect(begin >= ends[match.1] ?? 0)
            ends[match.1] = begin + (try #require(Int(match.4 + match.5)))
            spans += 1
        }
        #expect(spans > 500 && spans == text.matches(of: /"ph": "X"/).count)
        #expect(ends.count == text.matches(of: /"thread_name"/).count)
    }

    @Test func `for slides: a title, no key, and the width of the picture`() throws {
        let directory = try TemporaryDirectory()
        let arguments = Self.small + ["--title", "One <kitchen>", "--no-key", "--svg", directory.path("a.svg")]
        let run = try CommandRun(arguments + ["--width", "80"])
        #expect(run.code == 0 && run.output.hasPrefix("One <kitchen>: the first 20.0 ms"))
        for word in ["key:", "shares of", "Simulated"] { #expect(!run.output.contains(word)) }
        let picture = try directory.text("a.svg")
        #expect(picture.contains("width=\"640\"") && picture.contains("One &lt;kitchen&gt;: the first"))
        #expect(!picture.contains("the training loop waits for an element, and no step is left to compute</text>"))
        #expect(XMLParser(data: Data(picture.utf8)).parse())
        let two = try CommandRun(["timeline", "small.yaml", "--variant", "naive", "--variant", "all", "--title", "x"])
        #expect(two.output.contains("x, naive: ") && two.output.contains("\nx, all: "))
        #expect(try CommandRun(Self.small + ["--title", ""]).code == 64)
    }

    @Test func `sixteen workers are one row, under the name that the scenario gives them`() throws {
        let run = try CommandRun(
            ["timeline", "-", "--to", "100 ms"],
            input: """
                overlap: 1
                platform: {cpu: {cores: 16, workers: 16}}
                pipeline: [{source: {elements: 5000}}, {map: {cost: 8 ms, parallelism: 16}}, {batch: 16}, {prefetch: 2}]
                train: 9 ms
                lanes: {worker: cook, GPU: table}
                """)
        #expect(run.code == 0, "\(run.errors)")
        let lines = run.output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("busy cooks 0..16 ") && $0.contains("█") })
        #expect(lines.contains { $0.hasPrefix("table ") } && !run.output.contains("worker"))
        #expect(run.output.contains("busy cooks: height is how many work at a time"))
    }

    @Test func `the window and the definitions are beside the figures`() throws {
        let output = try CommandRun(["timeline", "small.yaml", "--from", "100 ms", "--to", "150 ms"]).output
        let text = output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("small, naive: 100 ms to 150 ms, "))
        #expect(text.contains("shares of the 50.0 ms shown"))
        #expect(text.contains("starved: the training loop waits for an element"))
        #expect(text.contains("turn: nothing is requested"))
        #expect(!text.contains("blocked"))
    }
}

extension String {
    fileprivate var withoutSpacesAtEnds: [String] {
        split(separator: "\n").map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
    }
}
