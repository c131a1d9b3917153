import Testing

@testable import Exporters

@Suite struct PythonLayoutTests {
    private static let short = String(repeating: "a", count: 30)

    @Test func `a call that fits is one line`() {
        #expect(PythonLayout.call("f", ["a", "b=1"], indent: 4) == ["    f(a, b=1)"])
    }

    @Test func `arguments that fit are one line of their own`() {
        let arguments = [Self.short, Self.short, Self.short]
        let joined = arguments.joined(separator: ", ")
        #expect(PythonLayout.call("function", arguments, indent: 0) == ["function(", "    \(joined)", ")"])
    }

    @Test func `others have a line each`() {
        let arguments = Array(repeating: Self.short, count: 4)
        #expect(
            PythonLayout.call("f", arguments, indent: 0)
                == ["f("] + Array(repeating: "    \(Self.short),", count: 4) + [")"])
    }

    @Test func `a choice that is too long stands on three lines`() {
        let choice = PythonTerm.choice(probability: "0.5", Self.short, else: Self.short + Self.short)
        let lines = PythonLayout.call("f", sum: [choice], indent: 0)
        #expect(
            lines == [
                "f(", "    \(Self.short)", "    if random.random() < 0.5", "    else \(Self.short + Self.short)", ")",
            ])
    }

    @Test func `a choice in a sum is in brackets`() {
        let choice = PythonTerm.choice(probability: "0.5", "a", else: "b")
        #expect(
            PythonLayout.call("f", sum: [choice, .value("c")], indent: 0)
                == ["f((a if random.random() < 0.5 else b) + c)"])
    }

    @Test func `words are broken at the edge, and a long one stands alone`() {
        let long = String(repeating: "x", count: 99)
        #expect(PythonLayout.paragraph("a \(long) b", first: "# ") == ["# a", "# \(long)", "# b"])
    }

    @Test func `a docstring of a sentence is one line`() {
        #expect(PythonLayout.docstring("Reads.", indent: 4) == ["    \"\"\"Reads.\"\"\""])
        #expect(
            PythonLayout.docstring("Reads.", ["More."], indent: 0) == ["\"\"\"Reads.", "", "More.", "\"\"\""])
    }
}
