import Foundation
import Lesson
import Testing

/// `overlap learn` at a terminal.
@Suite struct LearnSessionTests {
    private static let steps = LessonReveals.steps

    private static func right(_ step: LessonStep) throws -> Int {
        1 + (try #require(step.choices.firstIndex { $0.misconception == nil }))
    }

    private static func session(
        _ arguments: [String] = [], state: String, columns: UInt16 = 80, locale: String = "C.UTF-8"
    ) throws -> TerminalRun {
        try TerminalRun(
            ["learn"] + arguments, environment: ["XDG_STATE_HOME": state, "LC_ALL": locale], columns: columns)
    }

    /// Answers a step and goes on to the next.
    private static func goThrough(_ session: TerminalRun, _ reply: String, sure: String?) throws {
        let before = try session.wait(for: "Your answer: ")
        #expect(!before.contains("The answer is ") && !before.contains("Computed: "))
        try session.wait(for: "> ")
        try session.type(reply)
        if let sure { try session.answer("How sure: ", sure) }
        try session.wait(for: "The answer is ")
        try session.wait(for: "Computed: ")
        try session.answer("Enter: why", "")
        try session.wait(for: "Why the others tempt:")
        try session.answer("Enter goes on", "")
    }

    @Test func `the whole lesson, all of it right`() throws {
        let state = try TemporaryDirectory()
        let session = try Self.session(state: state.url.path)
        for step in Self.steps { try Self.goThrough(session, "\(try Self.right(step))", sure: "3") }
        #expect(session.end() == 0)
        #expect(session.shown.contains("That was the last step."))
        let calibration = session.shown.replacing(/\n +/, with: " ")
        #expect(calibration.contains("sure and right: \(Self.steps.count) · sure and wrong: 0 ·"))
        #expect(calibration.contains("not sure: 0."))
        #expect(session.shown.split(separator: "\n").allSatisfy { $0.count <= 80 })
        // Nothing is left to go on with.
        let again = try Self.session(state: state.url.path)
        try again.wait(for: "All steps are answered")
        #expect(again.end() == 0)
    }

    /// A variant, a figure with a timeline, and a myth.
    private static let someSteps = ["5", "6", "myths/1"]

    @Test func `wrong, and sure of it`() throws {
        let state = try TemporaryDirectory()
        let session = try Self.session([Self.someSteps[0]], state: state.url.path)
        for id in Self.someSteps {
            let wrong = try Self.right(LessonReveals.step(id)) == 1 ? 2 : 1
            try Self.goThrough(session, "\(wrong)", sure: "high")
        }
        try session.answer("Your answer: ", "q")
        #expect(session.end() == 0)
        #expect(session.shown.contains("sure and right: 0 · sure and wrong: \(Self.someSteps.count) ·"))
    }

    @Test func `not sure`() throws {
        let state = try TemporaryDirectory()
        let session = try Self.session([Self.someSteps[0]], state: state.url.path)
        for _ in Self.someSteps { try Self.goThrough(session, "u", sure: nil) }
        try session.answer("Your answer: ", "q")
        #expect(session.end() == 0)
        #expect(session.shown.contains("You were not sure."))
        #expect(session.shown.replacing(/\n +/, with: " ").contains("not sure: \(Self.someSteps.count)."))
    }

    @Test func `a hint, a mistake in typing, and a skip`() throws {
        let state = try TemporaryDirectory()
        let session = try Self.session(["1"], state: state.url.path)
        try session.answer("Your answer: ", "7")
        try session.answer("Type a number (1-4)", "h")
        try session.answer("Hint: ", "s")
        try session.wait(for: "step 2/6")
        try session.answer("Your answer: ", "1")
        try session.answer("How sure: ", "very")
        try session.answer("Type 1, 2 or 3.", "q")
        #expect(session.end() == 0)
        #expect(session.shown.contains("`overlap learn` goes on with 1."))
        #expect(!session.shown.contains("The answer is ") && !session.shown.contains("calibration"))
    }

    @Test func `a number is changed and run, and a bad one is explained`() throws {
        let state = try TemporaryDirectory()
        let session = try Self.session(["3"], state: state.url.path)
        try session.answer("Your answer: ", "c")
        try session.answer("How sure: ", "m")
        try session.answer("Enter: why", "")
        try session.answer("Enter goes on", "300 ms")
        try session.wait(for: "= 1.33")
        try session.answer("Enter goes on", "300 miles")
        try session.wait(for: "error: ")
        try session.answer("Enter goes on", "q")
        #expect(session.end() == 0)
        let calibration = session.shown.replacing(/\n +/, with: " ")
        #expect(calibration.contains("less sure and right: 1"))
    }

    @Test func `it goes on where it was left, and begins anew when asked`() throws {
        let state = try TemporaryDirectory()
        let first = try Self.session(state: state.url.path)
        try Self.goThrough(first, "2", sure: "1")
        try first.answer("Your answer: ", "q")
        #expect(first.end() == 0)
        let second = try Self.session(state: state.url.path)
        try second.wait(for: "Going on with 2;")
        try second.answer("Your answer: ", "q")
        #expect(second.end() == 0)
        let list = try CommandRun(["learn", "--list"], environment: ["XDG_STATE_HOME": state.url.path])
        #expect(list.output.contains("\n* 1  ") && list.output.contains("\n  2  "))
        let anew = try Self.session(["--restart"], state: state.url.path)
        try anew.wait(for: "step 1/6")
        try anew.answer("Your answer: ", "q")
        #expect(anew.end() == 0 && !anew.shown.contains("Going on"))
    }

    @Test func `Ctrl-C leaves at once, and says how to go on`() throws {
        let state = try TemporaryDirectory()
        let session = try Self.session(state: state.url.path)
        try Self.goThrough(session, "2", sure: "1")
        try session.wait(for: "Your answer: ")
        try session.interrupt()
        #expect(session.end() == 130)
        #expect(session.shown.contains("interrupted. `overlap learn` goes on with 2."))
    }

    @Test func `a terminal that is closed loses nothing that was committed to`() throws {
        let state = try TemporaryDirectory()
        let session = try Self.session(state: state.url.path)
        try session.answer("Your answer: ", "2")
        try session.answer("How sure: ", "3")
        try session.wait(for: "Enter: why")
        try session.hangUp()
        _ = session.exit()
        #expect(try state.text("overlap/lesson") == "1 2 high right\n")
        let again = try Self.session(state: state.url.path)
        try again.wait(for: "Going on with 2;")
        try again.answer("Your answer: ", "q")
        #expect(again.end() == 0)
    }

    @Test(arguments: [60, 80, 120] as [UInt16])
    func `lines fit the window`(columns: UInt16) throws {
        let state = try TemporaryDirectory()
        let session = try Self.session(["3"], state: state.url.path, columns: columns)
        try Self.goThrough(session, "1", sure: "2")
        try session.answer("Your answer: ", "q")
        #expect(session.end() == 0)
        #expect(session.shown.split(separator: "\n").allSatisfy { $0.count <= columns })
    }

    @Test func `in the C locale all is ASCII`() throws {
        let state = try TemporaryDirectory()
        let session = try Self.session(["2"], state: state.url.path, locale: "C")
        try Self.goThrough(session, "4", sure: "3")
        try session.answer("Your answer: ", "q")
        #expect(session.end() == 0 && session.shown.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func `where nothing can be kept, the lesson goes on and says so once`() throws {
        let session = try Self.session(state: "/proc/nowhere")
        try Self.goThrough(session, "2", sure: "1")
        try Self.goThrough(session, "4", sure: "1")
        try session.answer("Your answer: ", "q")
        #expect(session.end() == 0)
        #expect(session.shown.components(separatedBy: "the lesson goes on without saving").count == 2)
    }

    @Test func `a state file that is something else is no reason to fail`() throws {
        let state = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: state.path("overlap"), withIntermediateDirectories: true)
        try "1 x high right\n\u{0}\n1 2 sure right\n2 1 low wrong\n99 1 low wrong\n".write(
            toFile: state.path("overlap/lesson"), atomically: true, encoding: .utf8)
        let list = try CommandRun(["learn", "--list"], environment: ["XDG_STATE_HOME": state.url.path])
        #expect(list.code == 0 && list.output.contains("\n* 2  ") && list.output.contains("\n  1  "))
    }
}
