import ScenarioFiles
import Testing

struct ShellWordTests {
    @Test(arguments: [
        ("a.yaml", "a.yaml"), ("dir/a-1_b.yaml", "dir/a-1_b.yaml"), ("é.yaml", "é.yaml"),
        (" sp ace.yaml", "' sp ace.yaml'"), ("it's.yaml", #"'it'\''s.yaml'"#), ("$HOME", "'$HOME'"), ("a*;b", "'a*;b'"),
        ("", "''"),
    ])
    func `a word is quoted where a shell would take it apart`(word: String, quoted: String) {
        #expect(shellWord(word) == quoted)
    }

    @Test func `what would steer a terminal is shown`() {
        #expect(shellWord("a\u{1B}b") == "'\(visible("a\u{1B}b"))'")
        #expect(shellWord("a\u{1B}'; b") == "'\(visible("a\u{1B}"))'\\''; b'")
    }
}
