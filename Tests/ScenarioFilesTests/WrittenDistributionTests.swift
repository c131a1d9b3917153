import Pipelines
import ScenarioFiles
import Testing
import Variates

@Suite struct WrittenDistributionTests {
    private func step(_ text: String) throws -> Distribution {
        let file = try Fixtures.file(Fixtures.small.replacing("train: 20 ms", with: "train: {step: \(text)}"))
        return try file.scenario(variant: "base").pipeline.training.step
    }

    /// One of each case, with digits that no unit hides.
    static func examples() throws -> [Distribution] {
        let third = 1.0 / 3
        let gamma = Distribution.gamma(shape: 2 * third, scale: 1e-3 * third)
        return [
            .constant(third), .constant(0), .uniform(lower: 0, upper: 1e-6 * third), .exponential(mean: third),
            gamma, .logNormal(logMean: -6 * third, logSigma: third), .logNormal(logMean: -14, logSigma: 2),
            .weibull(shape: third, scale: 500 * third), .pareto(shape: 4 * third, minimum: third),
            .truncatedNormal(location: third, sigma: third), .truncatedNormal(location: -1e-3 * third, sigma: 1e-3),
            .beta(alpha: third, beta: 4 * third, lower: third, upper: 2),
            try .hyperexponential(mean: third, cv: 7 * third), try .hyperexponential(mean: third, cv: 1),
            .hyperexponential([.init(probability: 3, mean: third), .init(probability: third, mean: 7e-3)]),
            .mixture([.init(weight: third, distribution: gamma), .init(weight: 1, distribution: .constant(third))]),
            try .stragglers(of: gamma, probability: 0.01 * third, factor: 20 * third),
            .shifted(gamma, by: 5e-3 * third), .shifted(.pareto(shape: 5, minimum: third), by: -0.1 * third),
            .scaled(.shifted(gamma, by: 5e-3), by: 100 * third),
            .histogram(try EmpiricalHistogram(edges: [0, 1e-3 * third, 7e-3 * third, third], counts: [1, 0, 2])),
            .histogram(
                try EmpiricalHistogram(percentiles: [
                    (0, 1e-3 * third), (0.1 * third, third), (third, third), (2 * third, 2), (1, 9),
                ])),
            .recorded(try RecordedTable(values: [third, 0, 2], replay: .inOrder)),
            .recorded(try RecordedTable(values: [third, 1e-7], replay: .bySample)),
            .recorded(try RecordedTable(values: [2, third, 1e-7], replay: .resampled)),
        ]
    }

    @Test(arguments: try examples())
    func `reads back as the same distribution`(distribution: Distribution) throws {
        let text = WrittenValue(distribution, .time).text()
        #expect(!text.contains("\n"))
        let read = try step(text)
        #expect(abs(read.mean - distribution.mean) <= 1e-9 * distribution.mean, "\(text)")
        if distribution.variance.isFinite {
            #expect(abs(read.variance - distribution.variance) <= 1e-9 * distribution.variance, "\(text)")
        }
        // Probabilities halfway between atoms and edges, where they do not jump.
        for place in [0.013, 0.21, 0.7, 1.1, 2.3, 6.7] {
            let x = place * distribution.mean
            #expect(
                abs(read.cumulativeProbability(x) - distribution.cumulativeProbability(x)) <= 1e-9, "\(text) at \(x)")
        }
        #expect(isSameCase(read, distribution), "\(text)")
    }

    @Test func `writes what people write`() throws {
        let step = Distribution.gamma(shape: 4, scale: 5e-4)
        #expect(WrittenValue(step, .time).text() == "{gamma: {shape: 4, scale: 500 us}}")
        #expect(
            WrittenValue(.shifted(.exponential(mean: 1e-3), by: 0.02), .time).text()
                == "{shifted: {of: {exponential: {mean: 1 ms}}, by: 20 ms}}")
        #expect(WrittenValue(.uniform(lower: 0, upper: 2e3), .bytes).text() == "{uniform: {min: 0 B, max: 2 kB}}")
        #expect(
            WrittenValue(.truncatedNormal(location: -1e-3, sigma: 2e-3), .time).text()
                == "{normal: {location: -1 ms, sigma: 2 ms}}")
        #expect(
            WrittenValue(.recorded(try RecordedTable(values: [0.5], replay: .bySample)), .fraction).text()
                == "{recorded: {replay: by sample, values: [50 %]}}")
    }

    private func isSameCase(_ left: Distribution, _ right: Distribution) -> Bool {
        switch (left, right) {
        case (.recorded(let left), .recorded(let right)): left.replay == right.replay
        case (.mixture, .hyperexponential(let phases)): phases[0].probability == 3
        default: "\(left)".prefix { $0 != "(" } == "\(right)".prefix { $0 != "(" }
        }
    }
}
