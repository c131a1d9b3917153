import Foundation
import ScenarioFiles
import Testing

@testable import Lesson

/// Mistakes in the file of a step.
@Suite struct StepDecoderTests {
    private static let text = """
        title: A title
        opening: An opening.
        kitchen: A kitchen.
        scenario: lesson/3-prefetch
        question: A question?
        hint: A hint.
        answer: {ratio: [samplesPerSecond of buffer 1 100 ms, samplesPerSecond of turns 100 ms]}
        choices:
          - say: Low.
            when: 0..1.5
            believes: One.
            but: Two.
          - say: Middle.
            when: 1.9..2.1
          - say: High.
            when: 300 %..10
            believes: Three.
            but: Four.
        show: {timeline: [turns 100 ms], to: 1 s}
        why: A reason.
        try: {ask: And now?, change: train.step, value: 50 ms}

        """

    private static func message(_ text: String) throws -> String {
        do throws(LessonError) {
            _ = try StepDecoder.step(text, id: "x", name: "x.yaml")
        } catch {
            guard case .badStep(let error) = error else { throw error }
            return error.description
        }
        return ""
    }

    @Test func `a whole step is read`() throws {
        let step = try StepDecoder.step(Self.text, id: "x", name: "x.yaml")
        #expect(step.title == "A title" && step.choices.count == 3 && step.exception == nil)
        #expect(step.choices[2].match == .range(3...10))
        #expect(step.choices[1].misconception == nil && step.choices[0].misconception?.rebuttal == "Two.")
        #expect(step.expression.variants == ["turns 100 ms", "buffer 1 100 ms"])
        #expect(step.run == LessonRun(scenario: "lesson/3-prefetch"))
    }

    @Test(
        arguments: [
            ("hint: A hint.", "hnt: A hint.", "x.yaml:6:1: error: unknown key `hnt`", "did you mean `hint`?"),
            ("hint: A hint.", "", "`hint` is missing", "x.yaml"),
            ("hint: A hint.", "hint:", "nothing is not accepted here", "accepted: a text"),
            ("lesson/3-prefetch", "lesson/3-prefetsh", "there is no scenario `lesson/3-prefetsh`", "did you mean"),
            (
                "samplesPerSecond of turns", "samplePerSecond of turns", "there is no figure `samplePerSecond`",
                "did you"
            ),
            ("samplesPerSecond of turns 100 ms]", "turns 100 ms]", "is not a figure of a variant", "accepted"),
            ("{ratio: [", "{value: [", "a list is not accepted here", "accepted: a text"),
            ("when: 1.9..2.1", "when: 2.1..1.9", "`2.1..1.9` is not a range", "accepted: `0.4..0.6`"),
            ("when: 1.9..2.1", "when: much", "`much` is not a range", "accepted"),
            ("  - say: Middle.\n    when: 1.9..2.1\n", "", "three to nine choices are needed", "accepted"),
            ("    but: Two.\n", "", "`but` is missing", "x.yaml"),
            (
                "show: {timeline: [turns 100 ms], to: 1 s}", "show: {bars: much, of: [a]}", "there is no figure `much`",
                ""
            ),
            ("try: {ask: And now?, ", "try: {", "`ask` is missing", "x.yaml"),
            ("question: A question?", "question: [a]", "a list is not accepted here", "x.yaml:5:"),
        ] as [(String, String, String, String)])
    func `a mistake is told with its place and what is accepted`(
        from: String, to: String, says: String, more: String
    ) throws {
        let text = Self.text.replacing(from, with: to)
        try #require(text != Self.text)
        let message = try Self.message(text)
        #expect(message.contains(says), "\(message)")
        #expect(more.isEmpty || message.contains(more), "\(message)")
    }

    @Test func `all mistakes are told at once`() throws {
        let text = Self.text.replacing("hint: A hint.", with: "hnt: 1").replacing("1.9..2.1", with: "x")
        let message = try Self.message(text)
        #expect(message.contains("unknown key") && message.contains("is not a range"))
    }
}
