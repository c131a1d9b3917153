import Testing

@testable import overlap

struct CommandFailureTests {
    @Test(
        arguments: [(nil, "printed"), ("-", "printed"), ("/dev/stdout", "printed"), ("a.txt", "written")]
            as [(String?, String)])
    func `an interruption says where to what is known went`(path: String?, word: String) {
        let failure = CommandFailure.interrupted().afterPrinting(to: path)
        #expect(failure.message == "interrupted: what is known was \(word)")
        #expect(failure.code == 130 && failure.isInterruption)
    }

    @Test func `another failure says what it said`() {
        let failure = CommandFailure.badScenario("no steps")
        #expect(failure.afterPrinting(to: nil).message == "error: no steps")
        #expect(failure.at("buffer = 3").message == "error: no steps (at buffer = 3)")
        #expect(failure.at("buffer = 3").code == 65)
        #expect(failure.at("").message == "error: no steps")
        #expect(CommandFailure.interrupted().at("buffer = 3").message == "interrupted")
    }
}
