import Pipelines
import ScenarioFiles
import Testing
import Variates

/// Random distributions are written and read as the very same.
///
/// Not among them are those whose parameters are calculated from what files say: `hyperexponential` and histograms.
@Suite struct WrittenDistributionTests {
    @Test(arguments: Seeds.lots)
    func `reads back as the same`(_ seeds: ClosedRange<UInt64>) throws {
        for seed in seeds {
            var random = SeededGenerator(seed: seed)
            let original = Self.distribution(&random, depth: 0)
            guard (try? original.validate()) != nil else { continue }
            var document = ScenarioDocument(name: "random")
            document.pipeline = [StageDocument(Source.self, "elements", .count(1))]
            document.training.set("step", WrittenValue(original, .time))
            let direct = try ScenarioFile(document, name: "document").scenario(variant: "base")
            #expect(direct.pipeline.training.step == original, "seed \(seed)")
            let file = try ScenarioFile(text: document.text, name: "written", directory: ".")
            let read = try file.scenario(variant: "base").pipeline.training.step
            #expect(read == original, "seed \(seed):\n\(document.text)")
        }
    }

    private static func distribution(_ random: inout SeededGenerator, depth: Int) -> Distribution {
        func time() -> Double { .random(in: 1e-9...1e-1, using: &random) }
        func number() -> Double { .random(in: 0.1...9, using: &random) }
        func part() -> Distribution { distribution(&random, depth: depth + 1) }
        switch Int.random(in: 0...(depth > 2 ? 7 : 11), using: &random) {
        case 0: return .constant(time())
        case 1: return .uniform(lower: 0, upper: time())
        case 2: return .exponential(mean: time())
        case 3: return .gamma(shape: number(), scale: time())
        case 4: return .weibull(shape: number(), scale: time())
        case 5: return .pareto(shape: 1 + number(), minimum: time())
        case 6: return .truncatedNormal(location: time() - 0.05, sigma: time())
        case 7: return .beta(alpha: number(), beta: number(), lower: 0, upper: time())
        case 8: return .shifted(part(), by: time())
        case 9: return .scaled(part(), by: number())
        case 10:
            return .mixture([.init(weight: number(), distribution: part()), .init(weight: 1, distribution: part())])
        default:
            let replay = RecordedTable.Replay.allCases.randomElement(using: &random) ?? .inOrder
            let table = try? RecordedTable(values: (0..<40).map { _ in time() }, replay: replay)
            return table.map(Distribution.recorded) ?? .constant(0)
        }
    }
}
