import Files
import Testing

struct PathPartsTests {
    @Test(arguments: [
        ("a/b", "a"), ("a/b/", "a"), ("/a", "/"), ("/a//b", "/a"), ("a", "."), ("/", "/"), (".", "."), ("../a", ".."),
        ("", "."), ("//", "/"), ("a/\u{301}b", "a"), ("/\u{301}b", "/"), ("a/\u{301}", "a"), ("e\u{301}/b", "e\u{301}"),
    ])
    func `the directory above, whatever follows the slash`(path: String, above: String) {
        #expect(Array(parentDirectory(of: path).utf8) == Array(above.utf8))
    }

    @Test(arguments: [("a/b", "b"), ("a/b//", "b"), ("b", "b"), ("/", ""), ("a/\u{301}b", "\u{301}b")])
    func `the last part, as its bytes`(path: String, last: String) {
        #expect(lastPart(of: path) == Array(last.utf8))
    }
}
