import Testing

@testable import Variates

@Suite struct DistributionFamilyTests {
    @Test func `names are unique and in a file's spelling`() {
        let names = DistributionFamily.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase && $0.isLetter } })
        #expect(DistributionFamily.all.allSatisfy { !$0.summary.isEmpty && !$0.forms.isEmpty })
    }

    @Test func `no two forms of a family can be confused`() {
        for family in DistributionFamily.all {
            let lists = family.forms.map { Set($0.parameters.map(\.name)) }
            #expect(Set(lists).count == lists.count)
            #expect(zip(lists, family.forms).allSatisfy { $0.count == $1.parameters.count })
        }
    }

    /// Family, parameters as a file gives them, values, and what they stand for.
    static let cases: [(family: String, parameters: String, values: [Double], expected: Distribution)] = [
        ("constant", "value", [3], .constant(3)), ("uniform", "min max", [1, 2], .uniform(lower: 1, upper: 2)),
        ("uniform", "mean cv", [3, 0], .constant(3)), ("exponential", "mean", [2], .exponential(mean: 2)),
        ("gamma", "shape scale", [4, 0.5], .gamma(shape: 4, scale: 0.5)),
        ("gamma", "mean cv", [2, 0.5], .gamma(shape: 4, scale: 0.5)),
        ("gamma", "mean shape", [2, 4], .gamma(shape: 4, scale: 0.5)),
        ("erlang", "shape mean", [4, 2], .gamma(shape: 4, scale: 0.5)),
        ("lognormal", "mean cv", [2, 0], .constant(2)),
        ("lognormal", "median sigma", [1, 0.5], .logNormal(logMean: 0, logSigma: 0.5)),
        ("weibull", "shape scale", [2, 3], .weibull(shape: 2, scale: 3)), ("weibull", "mean cv", [2, 0], .constant(2)),
        ("pareto", "shape min", [2, 3], .pareto(shape: 2, minimum: 3)), ("pareto", "mean cv", [2, 0], .constant(2)),
        ("normal", "mean cv", [2, 0], .constant(2)),
        ("normal", "location sigma", [2, 3], .truncatedNormal(location: 2, sigma: 3)),
        ("beta", "alpha beta min max", [2, 3, 4, 5], .beta(alpha: 2, beta: 3, lower: 4, upper: 5)),
        ("beta", "mean cv min max", [5, 0, 4, 8], .constant(5)),
        (
            "hyperexponential", "mean cv", [2, 1],
            .hyperexponential([.init(probability: 0.5, mean: 2), .init(probability: 0.5, mean: 2)])
        ),
    ]

    @Test(arguments: cases)
    func `makes the distribution its parameters name`(
        family: String, parameters: String, values: [Double], expected: Distribution
    ) throws {
        let form = try #require(Self.form(family, parameters))
        #expect(try form.make(values) == expected)
        let error = #expect(throws: DistributionError.self) { try form.make(values + [1]) }
        #expect(error?.family == family)
        #expect(throws: DistributionError.self) { try form.make(values.map { _ in .nan }) }
    }

    @Test func `every form is tried`() {
        let tried = Set(Self.cases.map { "\($0.family) \($0.parameters)" })
        let all = DistributionFamily.all.flatMap { family in
            family.forms.map { "\(family.name) \($0.parameters.map(\.name).joined(separator: " "))" }
        }
        #expect(tried == Set(all))
    }

    @Test func `means and ends are quantities, shapes are not`() throws {
        for family in DistributionFamily.all {
            for parameter in family.forms.flatMap(\.parameters) {
                let isQuantity =
                    ["value", "min", "max", "mean", "scale", "median", "location"].contains(parameter.name)
                    || (family.name == "normal" && parameter.name == "sigma")
                #expect((parameter.kind == .quantity) == isQuantity, "\(family.name) \(parameter.name)")
            }
        }
        #expect(try #require(Self.form("beta", "alpha beta min max")).parameters[2].defaultValue == 0)
    }

    @Test(arguments: [2.5, .infinity, .nan, 0, -1])
    func `an Erlang's shape is a positive integer`(shape: Double) throws {
        let form = try #require(Self.form("erlang", "shape mean"))
        let error = #expect(throws: DistributionError.self) { try form.make([shape, 1]) }
        #expect(error?.description.contains("integer") == true)
    }

    private static func form(_ family: String, _ parameters: String) -> DistributionFamily.Form? {
        DistributionFamily.all.first { $0.name == family }?.forms.first {
            $0.parameters.map(\.name).joined(separator: " ") == parameters
        }
    }
}
