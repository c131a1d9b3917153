import Foundation
import Lesson
import PipelineRuns
import Testing

/// `overlap learn` without a terminal.
@Suite struct LearnTests {
    private static let steps = LessonReveals.steps
    private static let ids = steps.map(\.id)

    private struct Answered: Decodable {
        var step: String
        var right: Int
        var answer: Double?
        var variant: String?
        var chosen: Int?
        var isRight: Bool
        var command: String
    }

    private static func answered(_ id: String, _ answer: String) throws -> Answered {
        let run = try CommandRun(["learn", id, "--answer", answer, "--json"])
        try #require(run.code == 0, "\(run.errors)")
        return try JSONDecoder().decode(Answered.self, from: Data(run.output.utf8))
    }

    @Test func `there are steps`() { #expect(Self.ids.count == 28) }

    @Test func `the whole lesson is a text, with all answers after all questions`() throws {
        let run = try CommandRun(["learn"])
        try #require(run.code == 0, "\(run.errors)")
        let parts = run.output.components(separatedBy: "== Answers ==\n")
        try #require(parts.count == 2)
        let (questions, answers) = (Self.joined(parts[0]), Self.joined(parts[1]))
        #expect(!questions.contains("The answer is ") && !questions.contains("Computed: "))
        for step in Self.steps {
            #expect(parts[0].contains(": \(step.title)\n") && parts[1].contains("== \(step.id): \(step.title) ==\n"))
            for text in Self.reasons(step) {
                #expect(!questions.contains(text) && answers.contains(text), "\(step.id): \(text)")
            }
            #expect(answers.contains("$ \(step.run.simulateCommand(step.variants)) "), "\(step.id)")
        }
        #expect(parts[1].components(separatedBy: "The answer is ").count == Self.steps.count + 1)
        #expect(parts[1].components(separatedBy: "Where it is true: ").count == 7 + 1)
        #expect(try #require(run.output.split(separator: "\n").map(\.count).max()) <= 80)
    }

    /// A text whose lines are not broken.
    private static func joined(_ text: String) -> String {
        text.replacing(/\ *\\?\n\ */, with: " ")
    }

    /// What nobody should read before they have committed to an answer.
    private static func reasons(_ step: LessonStep) -> [String] {
        let mended = step.sides.map { sides in
            let faulty = sides.wrong.split(separator: "\n")
            return sides.right.split(separator: "\n").filter { !faulty.contains($0) }.map(String.init)
        }
        return [step.why] + step.choices.compactMap { $0.misconception?.rebuttal } + (mended ?? [])
    }

    @Test(arguments: ids)
    func `the command that is printed gives the same figure, wherever it is run`(id: String) async throws {
        let step = try LessonReveals.step(id)
        let answer = try await LessonReveals.reveal(id).answer
        let directory = try TemporaryDirectory()
        let command = step.run.simulateCommand(step.variants)
        let line = command.replacing("overlap ", with: "\"$OVERLAP\" ", maxReplacements: 1)
        let run = try CommandRun(shell: "cd '\(directory.url.path)' && \(line) --json --quiet")
        try #require(run.code == 0, "\(run.errors)")
        struct Output: Decodable { var variants: [ScenarioResults.Variant] }
        let variants = try JSONDecoder().decode(Output.self, from: Data(run.output.utf8)).variants
        #expect(variants.map(\.variant) == step.variants)
        func figure(_ metric: Metric, _ variant: String) throws -> Double {
            try #require(variants.first { $0.variant == variant }).figure(metric.name)
        }
        switch step.expression {
        case .value(let value): #expect(answer.number == (try figure(value.metric, value.variant)))
        case .ratio(let value, let base) where [value, base].allSatisfy { $0.metric.name == "samplesPerSecond" }:
            let speedUp = try #require(variants.first { $0.variant == value.variant }?.speedUp?.mean)
            #expect(answer.number == speedUp)
        case .ratio(let value, let base):
            let ratio = try figure(value.metric, value.variant) / figure(base.metric, base.variant)
            #expect(abs(try #require(answer.number) / ratio - 1) < 0.01)
        case .highest(let metric, let among):
            let figures = try among.map { try figure(metric, $0) }
            let best = zip(among, figures).filter { !$0.1.isNaN }.max { $0.1 < $1.1 }
            #expect(answer.name == best?.0)
        case .first(let metric, let level, let among):
            #expect(answer.name == (try among.first { try figure(metric, $0) >= level }))
        case .outOfMemory(let among):
            let ended = variants.count { among.contains($0.variant) && $0.outOfMemory != nil }
            #expect(answer.number == Double(ended))
        }
    }

    @Test(arguments: ["3", "5", "myths/5"])
    func `as JSON the answer is the same`(id: String) async throws {
        let step = try LessonReveals.step(id)
        let reveal = try await LessonReveals.reveal(id)
        let answered = try Self.answered(id, "1")
        #expect(answered.step == id)
        #expect(answered.right == (try step.verdict(reveal).right + 1))
        #expect(answered.answer == reveal.answer.number && answered.variant == reveal.answer.name)
        #expect(answered.command == step.run.simulateCommand(step.variants))
    }

    @Test func `an answer is a number, a letter, or unsure`() throws {
        let right = try Self.answered("3", "3")
        #expect(right.step == "3" && right.right == 3 && right.chosen == 3 && right.isRight)
        #expect(try Self.answered("3", "c").isRight)
        let wrong = try Self.answered("3", "b")
        #expect(!wrong.isRight && wrong.chosen == 2 && wrong.right == 3)
        let unsure = try Self.answered("3", "unsure")
        #expect(!unsure.isRight && unsure.chosen == nil)
    }

    @Test func `what is shown`() throws {
        let columns = ["60", "80", "120"]
        for width in columns {
            let run = try CommandRun(["learn", "3"], environment: ["COLUMNS": width])
            try expectGolden(run.output, "learn-3-\(width).txt")
            #expect(try #require(run.output.split(separator: "\n").map(\.count).max()) <= Int(width) ?? 0)
        }
        try expectGolden(try CommandRun(["learn", "--list"]).output, "learn-list.txt")
        try expectGolden(try CommandRun(["learn", "3", "--accessible"]).output, "learn-3-accessible.txt")
        try expectGolden(try CommandRun(["learn", "connections/3", "--kitchen"]).output, "learn-kitchen.txt")
        try expectGolden(try CommandRun(["learn", "pitfalls/2", "--answer", "1"]).output, "learn-pitfalls-2.txt")
        try expectGolden(try CommandRun(["learn", "myths/2", "--answer", "a", "--json"]).output, "learn-myths-2.json")
    }

    @Test(arguments: ["C", "POSIX", ""])
    func `a locale without other characters gets none`(locale: String) throws {
        let run = try CommandRun(["learn", "6"], environment: ["LC_ALL": locale])
        #expect(run.code == 0 && run.output.utf8.allSatisfy { $0 < 0x80 })
        // Each character has one that stands for it.
        let whole = try CommandRun(["learn", "6"]).output
        #expect(run.output.count { $0 == "?" } == whole.count { $0 == "?" })
    }

    @Test func `colour is there when it is asked for, and says nothing alone`() throws {
        let colour = try CommandRun(["learn", "3"], environment: ["FORCE_COLOR": "1"]).output
        #expect(colour.contains("\u{1B}["))
        let plain = colour.replacing(/\u{1B}\[[0-9]*m/, with: "").replacing(#/ +\n/#, with: "\n")
        #expect(plain == (try CommandRun(["learn", "3"]).output))
    }

    @Test func `the scenario behind a step is there to be edited`() throws {
        let run = try CommandRun(["learn", "3", "--scenario"])
        #expect(run.output == (try ScenarioLibrary.text("lesson/3-prefetch")))
    }

    @Test(
        arguments: [
            (["learn", "99"], "unknown step `99`; known: 1, 2, 3"), (["learn", "myth/1"], "did you mean `myths/1`?"),
            (["learn", "3", "--answer", "9"], "`--answer` takes a number from 1 to 4"),
            (["learn", "--answer", "1"], "Name the step"), (["learn", "3", "--json"], "'--json' needs '--answer'"),
            (["learn", "3", "--list"], "Give '--list' alone"),
        ] as [([String], String)])
    func `other requests are usage errors`(arguments: [String], says: String) throws {
        let run = try CommandRun(arguments)
        #expect(run.code == 64 && run.output.isEmpty && run.errors.contains(says), "\(run.errors)")
    }
}

extension Answer {
    /// What it comes to, where that is a figure.
    fileprivate var number: Double? {
        guard case .figure(let value, _) = self else { return nil }
        return value
    }

    /// What it comes to, where that is a variant.
    fileprivate var name: String? {
        guard case .variant(let name, _) = self else { return nil }
        return name
    }
}
