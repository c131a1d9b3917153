import Testing

@testable import Lesson

/// What pupils write.
@Suite struct WrittenAnswerTests {
    private static func number(_ unit: ExerciseUnit) -> Exercise.Form {
        .number(
            NumberAnswer(value: 1, unit: unit, tolerance: 0.01, mistakes: [], computed: "run", numbers: DrawnNumbers()))
    }

    private static let choices = Exercise.Form.choices(
        (0..<4).map { LessonStep.Choice(text: "\($0)", match: .range(0...1), misconception: nil) })

    @Test(
        arguments: [
            ("12.5", .milliseconds, 12.5), ("12,5", .milliseconds, 12.5), ("0,125 s", .milliseconds, 125),
            ("125ms", .milliseconds, 125), ("2 min", .seconds, 120), ("3/4", .cores, 0.75), ("80 %", .percent, 80),
            ("80", .percent, 80), ("0.8", .percent, 80), ("0,8", .percent, 80), ("1 %", .percent, 1),
            ("12.5 Images/s", .imagesPerSecond, 12.5), ("12.5/s", .imagesPerSecond, 12.5),
            ("12.5 1/s", .imagesPerSecond, 12.5), ("12 5", .cores, .nan), ("12 500 ms", .seconds, 12.5),
            ("66.7 batches/s", .batchesPerSecond, 66.7),
            ("1 GiB", .mebibytes, 1024), ("1 234.5", .milliseconds, 1234.5), ("0,125", .seconds, 0.125),
            ("-3", .cores, -3), ("1,5 MiB", .mebibytes, 1.5), ("1e3", .cores, .nan), ("1,234", .cores, .nan),
            ("1,234.5", .cores, .nan), ("1.234,5", .cores, .nan), ("1,2,3", .cores, .nan), ("12 apples", .cores, .nan),
            ("12 s", .percent, .nan), ("about 12", .cores, .nan), ("1/0", .cores, .nan), ("1/2/3", .cores, .nan),
            ("/", .cores, .nan), (".", .cores, .nan), ("+", .cores, .nan), ("∞", .cores, .nan), ("nan", .cores, .nan),
            (String(repeating: "9", count: 400), .cores, .nan), ("٣", .cores, .nan), ("--3", .cores, .nan),
            ("10 / 0.16", .imagesPerSecond, 62.5), ("150 ÷ 200", .percent, 75),
            ("10/ 0,16 images / s", .imagesPerSecond, 62.5), ("12 500 / 200", .cores, 62.5),
            ("10 / 0.16 / s", .imagesPerSecond, 62.5), ("3 / 4 5", .cores, .nan),
            ("1 / 2 / 3", .cores, .nan), ("÷", .cores, .nan), ("3 /", .cores, .nan), ("~62.5", .cores, 62.5),
            ("≈ 62,5 images/s", .imagesPerSecond, 62.5), ("~", .cores, .nan), ("62.5~", .cores, .nan),
        ] as [(String, ExerciseUnit, Double)])
    func `numbers, with units and decimal commas`(text: String, unit: ExerciseUnit, value: Double) throws {
        let form = Self.number(unit)
        guard !value.isNaN else {
            #expect(throws: WrittenAnswer.Refusal.self) { try WrittenAnswer(text, to: form) }
            return
        }
        guard case .number(let read) = try WrittenAnswer(text, to: form) else {
            Issue.record("\(text) is a number")
            return
        }
        #expect(abs(read - value) < 1e-9 * max(1, abs(value)))
    }

    @Test(
        arguments: [
            (.imagesPerSecond, 62.5, ["images / s", "images/sec", "Images per second", "images", "per second"]),
            (.batchesPerSecond, 62.5, ["batch/s", "batches/second", "batches", "/ sec"]),
            (.percent, 62.5, ["%", "percent", "per cent"]),
            (.milliseconds, 62.5, ["ms", "msec", "millisecond", "Milliseconds"]),
            (.milliseconds, 0.0625, ["us", "\u{B5}s", "\u{3BC}s", "microseconds"]),
            (.seconds, 62.5, ["s", "sec.", "secs", "seconds"]), (.seconds, 3750, ["min", "mins", "minutes"]),
            (.mebibytes, 62.5, ["MiB", "mebibytes"]), (.mebibytes, 62.5 / 0x1p20, ["B", "bytes"]),
            (.mebibytes, 62.5e6 / 0x1p20, ["MB", "megabytes"]), (.cores, 62.5, ["core", "cores"]),
        ] as [(ExerciseUnit, Double, [String])])
    func `units have usual abbreviations, and words`(unit: ExerciseUnit, value: Double, texts: [String]) throws {
        for text in texts {
            guard case .number(let read) = try WrittenAnswer("62.5 \(text)", to: Self.number(unit)) else {
                Issue.record("62.5 \(text) is a number")
                continue
            }
            #expect(abs(read - value) < 1e-9 * value, "62.5 \(text)")
        }
    }

    @Test func `a unit that does not fit is named, with those that do`() {
        let accepted = "a number, such as `12.5`, `12,5`, `3 / 4` or `12.5 ms`; units: ms, s, µs, min"
        let refusal = WrittenAnswer.Refusal(reason: "has the unit `apples`, which does not fit", accepted: accepted)
        #expect(throws: refusal) {
            try WrittenAnswer("12 apples", to: Self.number(.milliseconds))
        }
    }

    @Test(arguments: [("a", 0), ("D", 3), ("(b)", 1), ("c.", 2), (" b ) ", 1)])
    func `letters`(text: String, position: Int) throws {
        #expect(try WrittenAnswer(text, to: Self.choices) == .choice(position))
        #expect(WrittenAnswer.letter(position) == text.lowercased().filter { $0.isLetter })
    }

    @Test(arguments: ["e", "ab", "1", "ä", "()", "12.5"])
    func `what is no choice is refused`(text: String) {
        #expect(throws: WrittenAnswer.Refusal(reason: "is not one of the choices", accepted: "a letter from a to d")) {
            try WrittenAnswer(text, to: Self.choices)
        }
    }

    @Test(arguments: ["", " ", "-", "?", "–"])
    func `blank`(text: String) throws {
        #expect(try WrittenAnswer(text, to: Self.choices) == .blank)
        #expect(try WrittenAnswer(text, to: Self.number(.cores)) == .blank)
    }
}
