import Testing

/// A text that is small, but would be expensive to someone who trusts it.
struct HostileText: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String

    var testDescription: String { name }

    static let all = [
        HostileText(name: "alias bomb", text: aliasBomb),
        HostileText(name: "aliases in keys", text: "a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n? *c\n: 1"),
        HostileText(name: "complex keys", text: repeated("? ", 900) + repeated("é", 400_000)),
        HostileText(name: "deep lists", text: repeated("[", 1_000_000)),
        HostileText(name: "deep mappings", text: repeated("{a: ", 200_000)),
        HostileText(name: "deep dashes", text: repeated("- ", 500_000)),
        HostileText(name: "deep blocks", text: deepBlocks),
        HostileText(name: "many keys", text: "overlap: 1\n" + numbered(80_000) { "k\($0): 1\n" }),
        HostileText(name: "many stages", text: variants("  a:\n    pipeline:\n" + repeated("      - cache\n", 70_000))),
        HostileText(name: "many variants", text: variants(numbered(50_000) { "  v\($0): {}\n" })),
        HostileText(name: "chain of variants", text: variants("  v0: {}\n" + numbered(900, chained))),
        HostileText(name: "nested stragglers", text: nestedStragglers),
        HostileText(name: "long key", text: Fixtures.small + "\n" + repeated("x", 900_000) + ": 1"),
        HostileText(name: "long list", text: "overlap: 1\nname: [" + repeated("a,", 400_000) + "]"),
    ]

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private static func numbered(_ count: Int, _ line: (Int) -> String) -> String {
        (1...count).map(line).joined()
    }

    private static func chained(_ number: Int) -> String { "  v\(number): {from: v\(number - 1)}\n" }

    private static func variants(_ text: String) -> String { Fixtures.small + "\nvariants:\n" + text }

    private static var aliasBomb: String {
        let levels = numbered(30) { level in "a\(level): &a\(level) [\(repeated("*a\(level - 1),", 9))]\n" }
        return "a0: &a0 [x]\n" + levels + "*a30 : 1\n"
    }

    private static var deepBlocks: String { numbered(900) { repeated(" ", $0) + "a:\n" } }

    private static var nestedStragglers: String {
        let nested = repeated("{stragglers: {share: 1 %, factor: 2, of: ", 30) + "1 s" + repeated("}}", 30)
        return Fixtures.small.replacing("20 ms", with: "{step: \(nested)}")
    }
}
