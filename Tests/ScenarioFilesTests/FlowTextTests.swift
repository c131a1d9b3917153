import Testing

@testable import ScenarioFiles

@Suite struct FlowTextTests {
    private func read(_ text: String) throws -> DocumentNode {
        try DocumentReader.read(text, source: SourceText(name: "s", text: text))
    }

    @Test(arguments: [
        ("a:\n  b: [1, 2 ms]\n  c:\n    - d", "{a: {b: [1, 2 ms], c: [d]}}"), ("a: ~", "{a: null}"),
        ("a: 'null'", "{a: \"null\"}"), ("a: \"x: y # z\"", "{a: \"x: y # z\"}"), ("a: []", "{a: []}"),
        ("a: '- b'", "{a: \"- b\"}"), ("50 %: 5 ns/B", "{50 %: 5 ns/B}"), ("a: '{x}, [y]'", "{a: \"{x}, [y]\"}"),
        ("a: µs", "{a: µs}"), ("a: ''", "{a: \"\"}"), (#"a: "q\"\\""#, #"{a: "q\"\\"}"#),
        (#"a: "x\ny\tz""#, #"{a: "x\ny\tz"}"#), ("a: -5", "{a: \"-5\"}"), ("a: ' b '", "{a: \" b \"}"),
    ])
    func `is one line that reads as the same`(text: String, flow: String) throws {
        let node = try read(text)
        #expect(node.flowText == flow)
        #expect(try read(flow).flowText == flow)
        #expect(SchemaInstance(try read(flow)).isSame(as: SchemaInstance(node)))
    }

    @Test(arguments: 0..<200) func `texts of any characters come back`(seed: Int) throws {
        let alphabet = Array("aZ9 .,:;#'\"\\[]{}&*!|>%@`-?~\n\t\u{85}\u{2028}é漢😀\u{1}")
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        let text = String(
            (0..<8).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return alphabet[Int(state >> 33) % alphabet.count]
            })
        let source = SourceText(name: "s", text: "")
        let scalar = DocumentNode(content: .scalar(text), location: Location(source: source, line: 1, column: 1))
        let list = DocumentNode(content: .sequence([scalar, scalar]), location: scalar.location)
        #expect(try read(list.flowText).items?.map(\.text) == [text, text], "\(list.flowText)")
    }
}

extension SchemaInstance {
    fileprivate func isSame(as other: SchemaInstance) -> Bool { "\(self)" == "\(other)" }
}
