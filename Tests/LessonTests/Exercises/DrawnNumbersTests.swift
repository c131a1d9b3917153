import Testing

@testable import Lesson

/// Numbers in texts.
@Suite struct DrawnNumbersTests {
    private static let numbers = DrawnNumbers().with("load", 80).with("train", 120).with("third", 1.0 / 3)

    @Test(
        arguments: [
            ("load $load ms", "load 80 ms"), ("$(load + train) ms, $third", "200 ms, 0.333"), ("$load$train", "80120"),
            ("no numbers", "no numbers"), ("$(2 * (load - train)).", "-80."), ("$(1000 * load / 3)", "26666.7"),
        ])
    func `stand in place of names and formulas`(text: String, filled: String) throws {
        #expect(try Self.numbers.fill(text) == filled)
    }

    @Test(arguments: ["$", "$(load", "$cost", "$(load +)", "5 $ a day"])
    func `a text that asks for what was not drawn is refused`(text: String) {
        #expect(throws: Formula.Failure.self) { try Self.numbers.fill(text) }
    }

    @Test(
        arguments: [
            (12, "12"), (0.5, "0.5"), (200.0 / 3, "66.7"), (800.0 / 3, "266.7"), (-2, "-2"), (1e6, "1000000"),
            (99.96, "100"), (0.1 + 0.2, "0.3"),
        ] as [(Double, String)])
    func `are written as pupils read them`(value: Double, text: String) {
        #expect(DrawnNumbers.text(value) == text)
    }
}
