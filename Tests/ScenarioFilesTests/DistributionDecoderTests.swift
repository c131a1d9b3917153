import Pipelines
import ScenarioFiles
import Testing
import Variates

@Suite struct DistributionDecoderTests {
    private func step(_ text: String) throws -> Distribution {
        let file = try Fixtures.file(Fixtures.small.replacing("train: 20 ms", with: "train: {step: \(text)}"))
        return try file.scenario(variant: "base").pipeline.training.step
    }

    @Test(arguments: [
        ("5 ms", Distribution.constant(0.005)), ("0", .constant(0)), ("{constant: 5 ms}", .constant(0.005)),
        ("{exponential: 2 s}", .exponential(mean: 2)), ("{exponential: {mean: 2 s}}", .exponential(mean: 2)),
        ("{uniform: {min: 0, max: 2 s}}", .uniform(lower: 0, upper: 2)),
        ("{gamma: {shape: 2, scale: 3 s}}", .gamma(shape: 2, scale: 3)),
        ("{erlang: {shape: 4, mean: 8 s}}", .gamma(shape: 4, scale: 2)),
        ("{normal: {location: -1 s, sigma: 1 s}}", .truncatedNormal(location: -1, sigma: 1)),
        ("{beta: {alpha: 1, beta: 2, max: 3 s}}", .beta(alpha: 1, beta: 2, lower: 0, upper: 3)),
        ("{lognormal: {mean: 3 s, cv: 0 %}}", .constant(3)),
        ("{shifted: {of: {exponential: 1 s}, by: 2 s}}", .shifted(.exponential(mean: 1), by: 2)),
        ("{scaled: {of: {exponential: 1 s}, by: 150 %}}", .scaled(.exponential(mean: 1), by: 1.5)),
        (
            "{stragglers: {of: 1 s, share: 25 %, factor: 4}}",
            .mixture([
                .init(weight: 0.75, distribution: .constant(1)),
                .init(weight: 0.25, distribution: .scaled(.constant(1), by: 4)),
            ])
        ),
        (
            "{mixture: [{weight: 0.5, of: 1 s}, {weight: 0.5, of: {exponential: 2 s}}]}",
            .mixture([
                .init(weight: 0.5, distribution: .constant(1)), .init(weight: 0.5, distribution: .exponential(mean: 2)),
            ])
        ),
    ])
    func `decodes every structure`(text: String, expected: Distribution) throws {
        #expect(try step(text) == expected)
    }

    @Test func `decodes measurements`() throws {
        #expect(
            try step("{histogram: {edges: [0 s, 1 ms, 2 ms], counts: [1, 3]}}")
                == .histogram(EmpiricalHistogram(edges: [0, 0.001, 0.002], counts: [1, 3])))
        #expect(
            try step("{percentiles: {0 %: 1 s, 50 %: 2 s, 100 %: 9 s}}")
                == .histogram(EmpiricalHistogram(percentiles: [(0, 1), (0.5, 2), (1, 9)])))
        #expect(
            try step("{recorded: {values: [1 s, 3 s], replay: by sample}}")
                == .recorded(RecordedTable(values: [1, 3], replay: .bySample)))
        #expect(try step("{recorded: {values: [1 s]}}") == .recorded(RecordedTable(values: [1], replay: .inOrder)))
    }

    @Test func `decodes fio's output with and without the transfer`() throws {
        guard case .histogram(let whole) = try step("{histogram: {fio: randread_128k_qd1.json}}"),
            case .histogram(let rest) = try step(
                "{histogram: {fio: randread_128k_qd1.json, transfer: {bytes: 100 kB, bandwidth: 1 GB/s}}}")
        else {
            Issue.record("not a histogram")
            return
        }
        #expect(zip(whole.edges, rest.edges).allSatisfy { abs($0 - $1 - 1e-4) < 1e-12 })
        #expect(whole.probabilities == rest.probabilities)
    }

    @Test func `every family decodes by each of its forms`() throws {
        for family in DistributionFamily.all {
            for form in family.forms {
                let fields = form.parameters.map { parameter in
                    switch (parameter.name, parameter.kind) {
                    case ("max", _): "max: 3 s"
                    case ("cv", _) where family.name == "hyperexponential": "cv: 2"
                    case ("cv", _): "cv: 0.5"
                    case (let name, .quantity): "\(name): 2 s"
                    case (let name, _): "\(name): 2"
                    }
                }
                let text = "{\(family.name): {\(fields.joined(separator: ", "))}}"
                if family.name == "beta" && form.parameters.contains(where: { $0.name == "mean" }) {
                    #expect(throws: Never.self) { try step("{beta: {mean: 2 s, cv: 0.2, min: 1 s, max: 3 s}}") }
                } else {
                    #expect(throws: Never.self, "\(text)") { try step(text) }
                }
            }
        }
    }
}
