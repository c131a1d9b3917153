import Testing

@testable import Importers

@Suite struct JSONScannerTests {
    private func scanner(_ text: String) -> JSONScanner { JSONScanner(Array(text.utf8)) }

    @Test(arguments: [
        (#""a""#, "a"), (#" "\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\ud83d\ude00é""#, "é😀é"),
        (#""""#, ""),
    ])
    func `reads texts with escapes`(json: String, expected: String) throws {
        var scanner = scanner(json)
        let text = try scanner.string()
        #expect(text == expected)
    }

    @Test(arguments: [("0", 0), ("-1.5e3", -1500), ("1E-2 ", 0.01)]) func `reads numbers`(json: String, value: Double)
        throws
    {
        var scanner = scanner(json)
        let number = try scanner.number()
        #expect(number == value)
    }

    @Test(arguments: [
        "1", "-2.5", "true", "false", "null", "\"a\\\"b\"", "[]", "[1, [2], {\"a\": 3}]", "{}",
        "{\"a\": [1, 2], \"b\": {\"c\": null}}", "[1, ]",
    ])
    func `passes over values`(json: String) throws {
        var scanner = scanner("  \(json) \n")
        try scanner.skip()
        let isAtEnd = scanner.isAtEnd()
        #expect(isAtEnd)
    }

    @Test func `visits members and items`() throws {
        var scanner = scanner("\u{FEFF}{\"a\": [1, 2], \"b\": 3}")
        var (keys, isFirst) = ([String](), true)
        while let key = try scanner.nextKey(isFirst: isFirst) {
            isFirst = false
            keys.append(String(decoding: key, as: UTF8.self))
            try scanner.skip()
        }
        #expect(keys == ["a", "b"])
        let isAtEnd = scanner.isAtEnd()
        #expect(isAtEnd)
    }

    @Test(arguments: [
        ("", true, 0), ("[1, 2", true, 5), ("\"a", true, 1), ("{\"a\"", true, 4), ("\"a\\", true, 1),
        ("[1 2]", false, 3),
        ("{1: 2}", false, 1), ("[x]", false, 1), ("nul", false, 0), ("--1", false, 0), ("1e999", false, 0),
        (String(repeating: "[", count: 300), false, 200),
    ])
    func `says where it is not JSON`(json: String, isEnd: Bool, offset: Int) {
        var scanner = scanner(json)
        let error = #expect(throws: JSONScanError.self) { try scanner.skip() }
        #expect(error?.isEnd == isEnd)
        #expect(error?.offset == offset)
    }

    @Test func `counts lines`() {
        let scanner = scanner("a\nb\nc")
        let lines = [0, 1, 2, 4, 99].map { scanner.line(of: $0) }
        #expect(lines == [1, 1, 2, 3, 3])
    }
}
