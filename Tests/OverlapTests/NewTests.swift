import Foundation
import Testing

@Suite struct NewTests {
    @Test func `writes a scenario that can be simulated, and does not overwrite it`() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path("mine.yaml")
        #expect(try CommandRun(["new", "-o", file]).code == 0)
        #expect(try directory.text("mine.yaml") == (try CommandRun(["new"])).output)
        #expect(try CommandRun(["simulate", file, "--replications", "1", "--set", "source.elements=640"]).code == 0)

        try "mine".write(toFile: file, atomically: true, encoding: .utf8)
        let again = try CommandRun(["new", "-o", file])
        #expect(again.code == 74 && again.errors.contains("--force"))
        #expect(try directory.text("mine.yaml") == "mine")
        #expect(try CommandRun(["new", "-o", file, "--force"]).code == 0)
        #expect(try directory.text("mine.yaml") != "mine")
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completes words in shells`(shell: String) throws {
        let run = try CommandRun(["--generate-completion-script", shell])
        #expect(run.code == 0)
        #expect(run.output.contains("simulate") && run.output.contains("replications"))
    }
}
