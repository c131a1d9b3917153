import ScenarioFiles
import Testing

struct QuantityArgumentTests {
    @Test(arguments: [("1.5 s", 1.5), ("200ms", 0.2), ("0", 0), ("3 us", 3e-6)])
    func `reads times with their units`(_ text: String, _ expected: Double) throws {
        #expect(try QuantityArgument.seconds(text, option: "--to") == expected)
    }

    @Test(arguments: ["3", "-1 s", "3 km", "soon", ""])
    func `names the option and what is accepted`(_ text: String) {
        let error = #expect(throws: ScenarioFileError.self) { try QuantityArgument.seconds(text, option: "--to") }
        let diagnostic = error?.diagnostics.first?.description ?? ""
        #expect(diagnostic.contains("command line") && diagnostic.contains("--to"), "\(diagnostic)")
    }

    @Test(arguments: [("0.5%", 0.005), ("0.02", 0.02), ("0", 0)] as [(String, Double)])
    func `reads shares`(_ text: String, _ expected: Double) throws {
        #expect(try QuantityArgument.share(text, option: "--within") == expected)
    }

    @Test(arguments: ["-1%", "101%", "1 s", "little"])
    func `refuses what is no share`(_ text: String) {
        #expect(throws: ScenarioFileError.self) { try QuantityArgument.share(text, option: "--within") }
    }

    @Test func `reads sizes, bandwidths and numbers`() throws {
        #expect(try QuantityArgument.bytes("2 GiB", option: "--while") == 0x1p31)
        #expect(try QuantityArgument.bandwidth("1.5 GB/s", option: "--while") == 1.5e9)
        #expect(try QuantityArgument.number("5_000", option: "--while") == 5000)
        for text in ["-1", "5 s", "many", ""] {
            #expect(throws: ScenarioFileError.self) { try QuantityArgument.number(text, option: "--while") }
        }
        #expect(throws: ScenarioFileError.self) { try QuantityArgument.bytes("2", option: "--while") }
    }
}
