import Testing

@testable import ScenarioFiles

@Suite struct VaryTests {
    @Test(arguments: [
        ("a=1,2,4", ["1", "2", "4"]), ("a=8", ["8"]), ("a= off , memory ", ["off", "memory"]),
        ("a=1 ms,2 ms", ["1 ms", "2 ms"]), ("a=1..4", ["1", "2", "3", "4"]), ("a=3..3", ["3"]),
        ("a=0..100:25", ["0", "25", "50", "75", "100"]), ("a=0..10:4", ["0", "4", "8"]),
        ("a=0..64:log2", ["0", "1", "2", "4", "8", "16", "32", "64"]), ("a=3..20:log2", ["3", "6", "12"]),
        ("a=0.1..0.4:0.1", ["0.1", "0.2", "0.3", "0.4"]), ("a=1ms..3ms", ["1 ms", "2 ms", "3 ms"]),
        ("a=10..30 ms:10 ms", ["10 ms", "20 ms", "30 ms"]), ("a=-2..0", ["-2", "-1", "0"]),
        ("a={x: [1, 2]},3", ["{x: [1, 2]}", "3"]), ("a=0..0:log2", ["0"]),
        (
            "a={lognormal: {mean: 5 ms, cv: 0.3}},{lognormal: {mean: 9 ms, cv: 0.3}}",
            ["{lognormal: {mean: 5 ms, cv: 0.3}}", "{lognormal: {mean: 9 ms, cv: 0.3}}"]
        ),
        ("a=\"x, y\",'it, too',z", ["\"x, y\"", "'it, too'", "z"]), ("a=don't,won't", ["don't", "won't"]),
        ("a={file: \"b, c.csv\"},{file: ../d.csv}", ["{file: \"b, c.csv\"}", "{file: ../d.csv}"]),
        ("a='it''s, x',2", ["'it''s, x'", "2"]), ("a='',''''", ["''", "''''"]), ("a='a'',',b", ["'a'','", "b"]),
        ("a=\"a\\\"b,c\",2", ["\"a\\\"b,c\"", "2"]), ("a=\"\\\\\",b", ["\"\\\\\"", "b"]), ("a='\\',b", ["'\\'", "b"]),
        ("a={x: 'it''s, [y'},'z''',w", ["{x: 'it''s, [y'}", "'z'''", "w"]),
        ("a={file: ../d.csv}", ["{file: ../d.csv}"]), ("a=\"1..3\"", ["\"1..3\""]),
        ("a=1,2,4,8..18:2", ["1", "2", "4", "8", "10", "12", "14", "16", "18"]),
        ("a=1..3,off", ["1", "2", "3", "off"]),
        ("a=0..4:log2,6..8", ["0", "1", "2", "4", "6", "7", "8"]),
        ("a=500 us,1 ms..3 ms", ["500 us", "1 ms", "2 ms", "3 ms"]),
    ])
    func `reads lists, ranges and doublings`(argument: String, values: [String]) throws {
        let vary = try Vary(argument: argument)
        #expect(vary.paths == ["a"])
        #expect(vary.values == values)
    }

    @Test(arguments: [
        ("prefetch.buffer", "1:1: error: `prefetch.buffer` is not a path and a value"),
        ("=1", "1:1: error: `=1` is not a path and a value"), ("a=", "1:3: error: a value is empty"),
        ("a=1,,2", "1:3: error: a value is empty"), ("a=8..1", "1:3: error: the end of the range is below its start"),
        ("a=1..", "1:3: error: `` is not the end of a range"), ("a=1..x", "`x` is not the end of a range"),
        ("a=1,2..x", "`x` is not the end of a range"), ("a=1,..", "`` is not the end of a range"),
        ("a=1..9000,1..9000", "more than 10000 values"), ("a=1..8:0", "`0` is not a step"),
        ("a=1..8:-1", "`-1` is not a step"),
        ("a=1..8:log3", "`log3` is not the end"),
        ("a=0..1000000", "more than 10000 values"), ("a=0..1:1e-9", "more than 10000 values"),
        ("a=1 ms..2 s", "the ends of a range need the same unit"), ("a=-1..8:log2", "must start at 0 or above"),
        ("a=1..1e300", "is not the end of a range"), ("a=nan..1", "is not the end of a range"),
        ("", "is not a path and a value"),
    ])
    func `explains what it does not read`(argument: String, expected: String) {
        let error = #expect(throws: ScenarioFileError.self) { try Vary(argument: argument) }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("accepted: ") == true)
    }

    @Test(
        arguments: [
            ("cpu.cores,decode.parallelism=8..9", ["cpu.cores", "decode.parallelism"]), ("a , b.c=1", ["a", "b.c"]),
            ("a,=1", ["a", ""]),
        ] as [(String, [String])])
    func `takes several paths`(argument: String, paths: [String]) throws {
        #expect(try Vary(argument: argument).paths == paths)
    }

    @Test(arguments: [
        ("1..4", true), ("0..64:log2", true), ("1 ms..4 ms:1 ms", true), ("1", false), ("1..", false), ("a..b", false),
        ("{file: ../d.csv}", false), ("4..1", false), ("auto", false),
    ])
    func `knows a range`(text: String, isRange: Bool) { #expect(Vary.isRangeOfNumbers(text) == isRange) }

    @Test(arguments: ["'it''s, x'", "\"a\\\"b,c\""])
    func `a quoted text is one value for YAML too`(text: String) throws {
        let value = try #require(try Vary(argument: "a=\(text)").values.first)
        #expect(throws: Never.self) { try Override(path: "a", value: value) }
    }

    @Test func `gives at most 10,000 values`() throws {
        #expect(try Vary(argument: "a=1..10000").values.count == 10_000)
        #expect(throws: ScenarioFileError.self) { try Vary(argument: "a=1..10001") }
    }
}
