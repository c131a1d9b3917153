import Testing

@testable import Lesson

/// Arithmetic in files of exercises.
@Suite struct FormulaTests {
    private static let numbers = ["load": 80.0, "train": 100.0, "zero": 0.0]

    @Test(
        arguments: [
            ("2 + 3 * 4", 14), ("(2 + 3) * 4", 20), ("-load + train", 20), ("load / train", 0.8), ("10 - 4 - 3", 3),
            ("max(load, train)", 100), ("min(load, train, 7)", 7), ("ceil(load / 30)", 3), ("0.5*load", 40),
            ("load < train", 1), ("load >= train", 0), ("load != train", 1), ("load == 80", 1), ("load <= 80", 1),
            ("(load < 50) + (load > 70) == 1", 1), ("max(load - 90, 0) > 0", 0),
        ] as [(String, Double)])
    func `has a value`(text: String, value: Double) throws {
        #expect(try Formula.value(text, Self.numbers) == value)
    }

    @Test(
        arguments: [
            ("", .unexpected("")), ("load +", .unexpected("")), ("(load", .unexpected("")),
            ("load train", .unexpected("train")),
            ("lood", .unknown("lood")), ("sum(load, 2)", .unknown("sum")), ("max(load)", .unknown("max")),
            ("load / zero", .notFinite), ("2 ^ 3", .unexpected("^ 3")), ("1e", .unknown("1e")),
        ] as [(String, Formula.Failure)])
    func `other texts have none, and say why`(text: String, failure: Formula.Failure) {
        #expect(throws: failure) { try Formula.value(text, Self.numbers) }
        #expect(!failure.description.isEmpty)
    }
}
