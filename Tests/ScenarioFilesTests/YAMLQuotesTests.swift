import Testing

@testable import ScenarioFiles

@Suite struct YAMLQuotesTests {
    /// Beside each text a `^` for each character that is between quotes.
    @Test(arguments: [
        ("a'b,c", "     "), ("'a',b", "^^^  "), ("'a''b',", "^^^^^^ "), ("\"a\\\"b\",", "^^^^^^ "),
        ("'\\',\"", "^^^ ^"),
        ("{a: 'b', \"c\"}", "    ^^^  ^^^ "), ("'a' 'b", "^^^   "), ("a '", "   "), ("\"'\"'", "^^^ "),
    ])
    func `tells what is between quotes`(text: String, marks: String) {
        var quotes = YAMLQuotes()
        #expect(text.unicodeScalars.map { quotes.contains($0) ? "^" : " " }.joined() == marks)
    }
}
