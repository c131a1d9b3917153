import Foundation
import Pipelines
import ScenarioFiles
import Testing

/// A scenario that is written is the same scenario: what is decoded is written, and decoded again.
@Suite struct WrittenScenarioTests {
    private static func written(_ file: ScenarioFile, _ variant: String) throws -> (text: String, scenario: String) {
        let document = try file.document(variant: variant)
        let text = document.text
        let read = try ScenarioFile(text: text, name: "written", directory: ".")
        let direct = try ScenarioFile(document, name: "document")
        var scenario = try read.scenario(variant: "base")
        #expect("\(try direct.scenario(variant: "base"))" == "\(scenario)", "without text:\n\(text)")
        // Shares of a histogram are divided by their sum, which leaves all but their last digit.
        if !"\(scenario)".contains("EmpiricalHistogram") { #expect(try read.document(variant: "base").text == text) }
        scenario.variant = variant
        return (text, "\(scenario)")
    }

    @Test(arguments: Seeds.lots)
    func `random scenarios`(_ seeds: ClosedRange<UInt64>) throws {
        for seed in seeds {
            let unit = Notation.Unit.allCases[Int(seed % 3)]
            let generated = ScenarioGenerator.scenario(seed: seed, notation: Notation(unit: unit))
            guard let file = try? ScenarioFile(text: generated.text, name: "generated", directory: ".") else {
                continue
            }
            let (text, scenario) = try Self.written(file, "base")
            #expect("\(try file.scenario(variant: "base"))" == scenario, "\(generated.replay)\nbecame\n\(text)")
        }
    }

    @Test(arguments: try scenarioFiles())
    func `all variants of the scenarios that are shipped`(path: String) throws {
        let file = try ScenarioFile(path: path)
        for variant in file.variantNames {
            let (text, scenario) = try Self.written(file, variant)
            let original = "\(try file.scenario(variant: variant))"
            #expect(original == scenario || Self.agree(original, scenario), "\(variant) became\n\(text)")
        }
    }

    /// Whether texts differ in the last digits of numbers at most.
    ///
    /// The logarithm of a median, and shares that are divided by their sum, are calculated from what a file says.
    private static func agree(_ left: String, _ right: String) -> Bool {
        let number = /-?\d+(\.\d+)?(e-?\d+)?/
        guard left.replacing(number, with: "") == right.replacing(number, with: "") else { return false }
        return zip(left.matches(of: number), right.matches(of: number)).allSatisfy { left, right in
            guard let left = Double(left.0), let right = Double(right.0) else { return false }
            return abs(left - right) <= 1e-12 * abs(right)
        }
    }

    private static func scenarioFiles() throws -> [String] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = tests.deletingLastPathComponent().appending(path: "scenarios")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (files?.compactMap { ($0 as? URL)?.path } ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
    }
}
