import Foundation
import Pipelines
import ScenarioFiles
import Testing

@Suite struct HiddenCharactersTests {
    @Test(arguments: [
        ("plain, ü, 漢字, 👩, ±5 µs", "plain, ü, 漢字, 👩, ±5 µs"), ("a\u{1B}[31mb", "a\\u{1B}[31mb"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"), ("a\u{202E}b", "a\\u{202E}b"), ("a\u{2066}b\u{2069}", "a\\u{2066}b\\u{2069}"),
        ("a\u{200B}b", "a\\u{200B}b"), ("a\u{200D}b", "a\\u{200D}b"), ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
        ("\u{9B}31m\u{7F}", "\\u{009B}31m\\u{7F}"), ("a\u{FEFF}b\u{FFFE}", "a\\u{FEFF}b\\u{FFFE}"),
        ("a\u{E0041}b", "a\\u{000E0041}b"), ("⚙\u{FE0F}", "⚙\u{FE0F}"), ("\u{3164}", "\\u{3164}"),
    ])
    func `are shown, and all others stay`(text: String, expected: String) {
        #expect(visible(text) == expected)
        #expect(visible(expected) == expected)
    }

    @Test func `are shown in texts of several lines, whose lines stay`() {
        #expect(visibleLines("a\u{1B}\n\tb\u{202E}\n") == "a\\u{1B}\n\tb\\u{202E}\n")
    }

    /// Escapes of YAML by which each comes into a name.
    private static let escapes = [
        "\\e[31m", "\\n", "\\t", "\\x9b", "\\u202e", "\\u200b", "\\u2028", "\\U000E0041",
    ]

    @Test(arguments: escapes)
    func `are refused in the names of scenarios, variants and stages`(escape: String) throws {
        for (text, place) in [
            (Fixtures.small + "\nname: \"a\(escape)b\"", "s.yaml:9:7: error: the name of a scenario"),
            (Fixtures.small + "\nvariants:\n  \"a\(escape)b\": {prefetch: 2}", "s.yaml:10:3: error: a variant's name"),
            (Fixtures.small.replacing("name: decode", with: "name: \"a\(escape)b\""), "s.yaml:4:17: error: "),
        ] {
            let error = #expect(throws: ScenarioFileError.self) { try Fixtures.file(text) }
            let message = error?.description ?? ""
            #expect(message.contains(place), "\(message)")
            #expect(message.unicodeScalars.allSatisfy { !$0.isHidden || $0 == "\n" }, "\(message)")
        }
    }

    @Test func `are refused in questions, ends of lines excepted`() throws {
        let lines = try Fixtures.file(Fixtures.small + "\nquestion: |\n  one\n  two\n")
        #expect(lines.question == "one\ntwo\n")
        let error = #expect(throws: ScenarioFileError.self) {
            try Fixtures.file(Fixtures.small + "\nquestion: \"a\\u202eb\"")
        }
        #expect(error?.description.contains("9:11: error: a question cannot contain the character `\\u{202E}`") == true)
    }

    @Test func `are refused in names of many marks on one letter`() {
        let zalgo = "a" + String(repeating: "\u{301}", count: 300)
        for text in [
            Fixtures.small + "\nname: \(zalgo)", Fixtures.small + "\nvariants:\n  \(zalgo): {}",
            Fixtures.small.replacing("name: decode", with: "name: \(zalgo)"),
        ] {
            let error = #expect(throws: ScenarioFileError.self) { try Fixtures.file(text) }
            #expect((error?.diagnostics.first?.message.unicodeScalars.count ?? .max) < 400)
        }
    }

    @Test func `are shown in a name that is the file's`() throws {
        let file = try ScenarioFile(text: Fixtures.small, name: "a\u{1B}b\u{202E}.yaml", directory: ".")
        #expect(file.name == "a\\u{1B}b\\u{202E}")
    }

    @Test func `are shown wherever a message quotes what was written`() throws {
        let file = try Fixtures.file(Fixtures.small)
        for (path, value) in [("decode.cost", "6\u{202E} ms"), ("dec\u{202E}ode", "1"), ("decode.cost", "\"\\e[1m\"")] {
            let error = #expect(throws: ScenarioFileError.self) {
                try file.scenario(variant: "base", overrides: [Override(path: path, value: value)])
            }
            let message = error?.description ?? ""
            #expect(!message.isEmpty && message.unicodeScalars.allSatisfy { !$0.isHidden || $0 == "\n" }, "\(message)")
        }
    }
}
