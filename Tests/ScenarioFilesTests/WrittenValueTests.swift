import Pipelines
import Testing
import Variates

@testable import ScenarioFiles

@Suite struct WrittenValueTests {
    @Test(
        arguments: [
            (.count(8), "8"), (.number(0.5), "0.5"), (.number(2), "2"), (.word("by sample"), "by sample"),
            (.word("a: b"), "\"a: b\""), (.word("null"), "\"null\""), (.text("read"), "\"read\""),
            (.text("a\"b\\c\nd"), #""a\"b\\c\\nd""#), (.list([.count(1), .word("auto")]), "[1, auto]"),
            (
                .distribution("normal", ["location": .time(0.1), "sigma": .time(0.02)]),
                "{normal: {location: 100 ms, sigma: 20 ms}}"
            ),
            (.curve(ofSeconds: PiecewiseLinear(constant: 1e-4)), "100 us"), (.bandwidth(712_877_123.4), "712.877 MB/s"),
            (.bytes(1000.4), "1 kB"), (.time(0.0000012345), "1.235 us"),
        ] as [(WrittenValue, String)])
    func `is YAML on one line`(value: WrittenValue, text: String) { #expect(value.text() == text) }

    @Test func `writes equal times once and others in lines`() {
        #expect(WrittenValue.durations([0.002, 0.002], replay: "by sample") == .time(0.002))
        var section = SectionDocument(TrainingLoop.self)
        section.set("step", .durations((1...40).map { Double($0) / 1000 }, replay: "in order"))
        let lines = section.text().split(separator: "\n")
        #expect(lines.prefix(5) == ["train:", "  step:", "    recorded:", "      replay: in order", "      values: ["])
        #expect(lines.allSatisfy { $0.count <= 104 })
        #expect(lines.joined().contains("39 ms, 40 ms,"))
    }

    /// What is shorter than a nanosecond is lost, its values not.
    @Test func `joins bins that are shorter than a nanosecond`() {
        let bins = WrittenValue.histogram(ofSeconds: [0, 1e-3, 1e-3 + 1e-10, 2e-3], counts: [1, 2, 3])
        #expect(bins == .histogram(edges: [.time(0), .time(1e-3), .time(2e-3)], counts: [1, 5]))
        #expect(WrittenValue.histogram(ofSeconds: [1e-3, 1e-3], counts: [1]) == .time(1e-3))
    }

    /// By the kind that a parameter declares, every form of value.
    @Test(
        arguments: [
            (.count(3), .count(1...9), "3"), (.word("auto"), .countOrWord(1...9, words: ["auto"]), "auto"),
            (.quantity(0.01), .quantity(.fraction, 0...1), "1 %"),
            (.table([1e9, 2e9]), .table(y: .bandwidth), "[1 GB/s, 2 GB/s]"),
            (.distribution(.exponential(mean: 2e-3)), .distribution(.time), "{exponential: {mean: 2 ms}}"),
            (.curve(PiecewiseLinear(constant: 1e-6)), .curve(x: .time, y: .time), "1 us"),
        ] as [(ParameterValue, Parameter.Kind, String)])
    func `writes what a parameter holds`(value: ParameterValue, kind: Parameter.Kind, text: String) {
        #expect(WrittenValue(value, as: kind).text() == text)
    }
}
