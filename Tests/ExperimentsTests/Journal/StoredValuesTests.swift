import Foundation
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

@testable import Experiments

@Suite struct StoredValuesTests {
    private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// All scenario files of the library.
    private static let files =
        FileManager.default.enumerator(
            at: repository.appendingPathComponent("scenarios"), includingPropertiesForKeys: nil)?.compactMap {
            $0 as? URL
        }
        .filter { $0.pathExtension == "yaml" }.map(\.path).sorted() ?? []

    @Test(arguments: files)
    func `are the same of the same scenario, and of no other variant`(path: String) throws {
        guard let file = try? ScenarioFile(path: path) else { return }
        var (texts, keys): ([String: String], [String: String]) = ([:], [:])
        for variant in file.variantNames {
            guard var scenario = try? file.scenario(variant: variant) else { continue }
            let again = try file.scenario(variant: variant)
            #expect(StoredValues.key(scenario) == StoredValues.key(again))
            scenario.variant = ""
            let text = StoredValues.lines(scenario).joined(separator: "\n")
            // A closure would look the same whatever it does, and a reference is none of the scenario's values.
            #expect(!text.contains("(Function)"))
            // The digest hears less than the lines say, and must tell as much.
            #expect((keys.updateValue(variant, forKey: StoredValues.key(scenario)) == nil) == (texts[text] == nil))
            if let other = texts.updateValue(variant, forKey: text) {
                let dumps = try [variant, other].map { name in
                    var (scenario, text) = (try file.scenario(variant: name), "")
                    scenario.variant = ""
                    dump(scenario, to: &text)
                    return text
                }
                #expect(dumps[0] == dumps[1], "\(variant) and \(other)")
            }
        }
    }

    @Test(
        arguments: [
            "run.seed=2", "run.replications=3", "run.confidence=0.9", "prefetch.buffer=3", "decode.cost=8.000001 ms",
            "decode.cost={gamma: {mean: 8 ms, cv: 0.3}}", "platform.cpu.cores=9", "train.step=8.1 ms", "cache=memory",
            "decode.cost={recorded: {values: [8 ms, 8 ms, 9 ms], replay: in order}}", "source.size=111 KiB",
            "train.epochs=2",
        ])
    func `differ in everything that a scenario may say`(change: String) throws {
        let file = try ScenarioFile(text: SweptScenario.text, name: "s.yaml", directory: ".")
        let changed = try file.scenario(
            variant: "base", overrides: [try Override(argument: change)])
        #expect(StoredValues.key(try file.scenario(variant: "base")) != StoredValues.key(changed))
    }

    @Test func `differ in the last digit, also of a long table`() throws {
        let file = try ScenarioFile(text: SweptScenario.text, name: "s.yaml", directory: ".")
        func key(_ last: String) throws -> String {
            let times = (1...1000).map { "\($0) us" } + [last]
            let change = "decode.cost={recorded: {values: [\(times.joined(separator: ", "))], replay: by sample}}"
            return StoredValues.key(try file.scenario(variant: "base", overrides: [try Override(argument: change)]))
        }
        #expect(try key("1 ms") == key("1000 us"))
        #expect(try key("1 ms") != key("1.0000000000000002 ms"))
    }
}
