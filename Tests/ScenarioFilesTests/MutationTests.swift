import ScenarioFiles
import Testing

@Suite struct MutationTests {
    /// SplitMix64: the same mutations in every run.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static let pieces = [
        "{", "}", "[", "]", ":", ": ", ",", "-", "- ", "\n", "  ", "\t", "'", "\"", "#", "&a ", "*a", "!", "|", ">",
        "%", "?",
        "<<: ", "0", "-1", "1e308", ".nan", "ms", "MB", "é", "\u{1F600}", "\u{0}", "\u{85}", "null", "---\n",
        "from: all",
    ]

    private static func mutate(_ text: String, seed: UInt64) -> String {
        var generator = Generator(state: seed)
        var characters = Array(text)
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0..<characters.count, using: &generator)
            let end = min(characters.count, place + Int.random(in: 1...12, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: characters.removeSubrange(place..<end)
            case 1: characters.insert(contentsOf: pieces.randomElement(using: &generator) ?? "", at: place)
            case 2: characters.replaceSubrange(place..<end, with: pieces.randomElement(using: &generator) ?? "")
            default:
                let target = Int.random(in: 0...characters.count, using: &generator)
                characters.insert(contentsOf: Array(characters[place..<end]), at: target)
            }
            if characters.isEmpty { characters = ["x"] }
        }
        return String(characters)
    }

    @Test(arguments: 0..<20) func `a damaged file decodes or is explained`(batch: Int) {
        var (decoded, explained) = (0, 0)
        for number in 0..<100 {
            let text = Self.mutate(StarterScenario.text, seed: UInt64(batch * 100 + number))
            do throws(ScenarioFileError) {
                let file = try ScenarioFile(text: text, name: "m.yaml", directory: "/nowhere")
                #expect(try file.scenarios().count == file.variantNames.count)
                #expect(ScenarioSchemaTests.accepts(text) == true, "\(text)")
                decoded += 1
            } catch {
                #expect(!error.diagnostics.isEmpty)
                #expect(error.diagnostics.allSatisfy { !$0.message.isEmpty && $0.description.contains("error: ") })
                explained += 1
            }
        }
        #expect(decoded > 0 && explained > 0)
    }
}
