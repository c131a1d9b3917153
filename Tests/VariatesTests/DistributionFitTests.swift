import Testing
import Variates

@Suite struct DistributionFitTests {
    private let rules = FitRules(relativeResolution: 1e-3)

    @Test(arguments: FitExamples.origins)
    func `chooses the family that made the values`(origin: FitExamples.Origin) throws {
        var chosen = 0
        for seed in 1...100 {
            let values = FitExamples.sample(origin.distribution, count: 2000, seed: UInt64(seed))
            let fit = try DistributionFit(values, rules: rules)
            if fit.family == origin.family {
                chosen += 1
            } else {
                print(
                    origin.family, seed, fit.family, fit.reason,
                    fit.candidates.map { "\($0.family) \($0.informationCriterion)" })
            }
        }
        print("CHOSEN", origin.family, chosen)
        #expect(chosen >= 95)
    }

    @Test(arguments: FitExamples.origins)
    func `intervals hold the true parameters in about 95 of 100 samples`(origin: FitExamples.Origin) throws {
        var held: [String: Int] = [:]
        for seed in 1...200 {
            let values = FitExamples.sample(origin.distribution, count: 600, seed: UInt64(seed))
            let fit = try DistributionFit(values, rules: rules)
            guard let candidate = fit.candidates.first(where: { $0.family == origin.family }) else {
                print("NONE", origin.family); continue
            }
            for parameter in candidate.parameters {
                let truth = try #require(origin.parameters[parameter.name])
                if parameter.interval.contains(truth) { held[parameter.name, default: 0] += 1 }
            }
        }
        for name in origin.parameters.keys.sorted() {
            let share = Double(held[name] ?? 0) / 200
            print("COVER", origin.family, name, share)
            #expect(share >= 0.9 && share <= 0.99)
        }
    }
}
