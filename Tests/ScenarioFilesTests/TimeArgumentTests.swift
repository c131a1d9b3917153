import ScenarioFiles
import Testing

struct TimeArgumentTests {
    @Test(arguments: [("1.5 s", 1.5), ("200ms", 0.2), ("0", 0), ("3 us", 3e-6)])
    func `reads times with their units`(_ text: String, _ expected: Double) throws {
        #expect(try seconds(argument: text, option: "--to") == expected)
    }

    @Test(arguments: ["3", "-1 s", "3 km", "soon", ""])
    func `names the option and what is accepted`(_ text: String) {
        let error = #expect(throws: ScenarioFileError.self) { try seconds(argument: text, option: "--to") }
        let diagnostic = error?.diagnostics.first?.description ?? ""
        #expect(diagnostic.contains("command line") && diagnostic.contains("--to"), "\(diagnostic)")
    }
}
