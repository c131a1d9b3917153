import Testing

@testable import Reports

@Suite struct MarkdownPassageTests {
    @Test(arguments: HostileTexts.all)
    func `words have no sign that does something`(text: String) {
        let shown = MarkdownPassage.words(text).text
        #expect(!shown.contains("\n"))
        let signs = "`*_[]<>#!|$&~{}()+"
        var isEscaped = false
        for character in shown {
            if !isEscaped { #expect(!signs.contains(character), "\(shown)") }
            isEscaped = character == "\\" && !isEscaped
        }
        #expect(!isEscaped)
    }

    @Test func `words keep what people write`() {
        #expect(
            MarkdownPassage.words("training on the CPU, 2 workers: größer").text
                == "training on the CPU, 2 workers: größer")
        #expect(MarkdownPassage.words("a_b*c").text == "a\\_b\\*c")
    }

    @Test func `a fence is longer than any in the commands`() {
        #expect(MarkdownPassage.commands(["overlap a", "overlap b"]).text == "```sh\noverlap a\noverlap b\n```")
        #expect(MarkdownPassage.commands(["x ````"]).text == "`````sh\nx ````\n`````")
    }
}
