import Testing

@testable import Importers

@Suite struct ScenarioTextTests {
    @Test(arguments: [
        (0.0, "0 ns"), (3e-9, "3 ns"), (8e-05, "80 us"), (0.008, "8 ms"), (0.005537, "5.537 ms"), (1.5, "1.5 s"),
        (0.009000000000000001, "9 ms"), (0.0000012345, "1.235 us"),
    ])
    func `writes whole nanoseconds`(seconds: Double, text: String) { #expect(ScenarioText.time(seconds) == text) }

    @Test func `keeps texts on their line`() {
        #expect(ScenarioText.quoted("a\"b\\c\nd") == #""a\"b\\c\\nd""#)
        #expect(ScenarioText.comment("a\nb\u{2028}c") == #"# a\nb\u{2028}c"#)
    }

    @Test func `writes equal times once and others in lines`() {
        #expect(ScenarioText.distribution("cost", [0.002, 0.002], replay: "by sample", indent: 2) == ["  cost: 2 ms"])
        let lines = ScenarioText.distribution(
            "cost", (1...40).map { Double($0) / 1000 }, replay: "in order", indent: 0)
        #expect(lines.prefix(3) == ["cost:", "  recorded:", "    replay: in order"])
        #expect(lines.allSatisfy { $0.count <= 102 })
        #expect(lines.joined().contains("39 ms, 40 ms,"))
    }
}
