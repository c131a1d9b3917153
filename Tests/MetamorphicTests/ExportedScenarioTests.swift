import Exporters
import Pipelines
import ScenarioFiles
import Testing

/// A random scenario is written as a program in which each of its stages is said, or refused by one of its stages.
@Suite struct ExportedScenarioTests {
    @Test(arguments: Seeds.lots)
    func `random scenarios`(_ seeds: ClosedRange<UInt64>) throws {
        var written = 0
        for seed in seeds {
            let generated = ScenarioGenerator.scenario(seed: seed, notation: Notation(unit: .allCases[0]))
            guard let file = try? ScenarioFile(text: generated.text, name: "generated", directory: ".") else {
                continue
            }
            let scenario = try file.scenario(variant: "base")
            for isTFData in [true, false] {
                switch Self.program(scenario, isTFData: isTFData) {
                case .success(let text):
                    written += 1
                    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(generated.replay)\n\(text)")
                case .failure(let error):
                    let isNamed = scenario.pipeline.stages.contains { "\(error)".hasPrefix("stage `\($0.name)`: ") }
                    #expect(isNamed, "\(generated.replay)\n\(error)")
                }
            }
            guard case .success(let text) = Self.program(scenario, isTFData: true) else { continue }
            let remarks = text.split(separator: "\n").filter { $0.hasPrefix("    # ") && !$0.hasPrefix("    #  ") }
            #expect(
                remarks.map { String($0.dropFirst(6).prefix { $0 != ":" }) } == scenario.pipeline.stages.map(\.name),
                "\(generated.replay)\n\(text)")
        }
        #expect(written > 0)
    }

    private static func program(_ scenario: Scenario, isTFData: Bool) -> Result<String, ExportError> {
        do throws(ExportError) {
            return .success(isTFData ? try TFDataProgram(scenario).text : try PyTorchProgram(scenario).text)
        } catch {
            return .failure(error)
        }
    }
}
