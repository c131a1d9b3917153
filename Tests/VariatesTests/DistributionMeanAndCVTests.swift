import Testing

@testable import Variates

@Suite struct DistributionMeanAndCVTests {
    static let means = [1e-9, 3.7e-3, 1, 42]

    /// A form, and coefficients of variation over the range it accepts.
    struct Form: Sendable, CustomTestStringConvertible {
        let name: String
        let cvs: [Double]
        let make: @Sendable (Double, Double) throws(DistributionError) -> Distribution
        var testDescription: String { name }
    }

    static let forms = [
        Form(name: "uniform", cvs: [1e-6, 0.01, 0.3, 0.577_350_269_189_6]) { m, c throws(DistributionError) in
            try .uniform(mean: m, cv: c)
        },
        Form(name: "gamma", cvs: [1e-6, 0.01, 0.5, 1, 3, 31]) { m, c throws(DistributionError) in
            try .gamma(mean: m, cv: c)
        },
        Form(name: "log-normal", cvs: [1e-6, 0.01, 0.5, 1, 3, 100, 1e9]) { m, c throws(DistributionError) in
            try .logNormal(mean: m, cv: c)
        },
        Form(name: "Weibull", cvs: [1e-6, 1e-3, 1.28e-3, 0.01, 0.5, 1, 3, 100, 1e9]) { m, c throws(DistributionError) in
            try .weibull(mean: m, cv: c)
        },
        Form(name: "Pareto", cvs: [1e-6, 0.01, 0.5, 1, 3, 100]) { m, c throws(DistributionError) in
            try .pareto(mean: m, cv: c)
        },
        Form(name: "normal", cvs: [1e-6, 0.01, 0.2, 0.5, 0.755, 0.9, 0.99, 0.995]) { m, c throws(DistributionError) in
            try .truncatedNormal(mean: m, cv: c)
        },
        Form(name: "beta", cvs: [1e-6, 0.01, 0.2, 0.5, 0.7, 0.95]) { m, c throws(DistributionError) in
            try .beta(mean: m, cv: c, lower: 0, upper: 2 * m)
        },
        Form(name: "hyperexponential", cvs: [1, 1.000_001, 1.5, 3, 100, 1e5]) { m, c throws(DistributionError) in
            try .hyperexponential(mean: m, cv: c)
        },
    ]

    @Test(arguments: forms, means)
    func `round-trips`(form: Form, mean: Double) throws {
        for cv in form.cvs {
            let distribution = try form.make(mean, cv)
            #expect(abs(distribution.mean / mean - 1) < 1e-12, "\(distribution)")
            #expect(abs(distribution.cv / cv - 1) < 1e-6, "cv \(cv): \(distribution)")
        }
    }

    @Test(arguments: forms.dropLast(), means)
    func `is a constant where the cv is 0`(form: Form, mean: Double) throws {
        #expect(try form.make(mean, 0) == .constant(mean))
    }

    @Test(arguments: forms)
    func `rejects what is neither mean nor cv`(form: Form) {
        for mean in [0, -1, .nan, .infinity, 1e13] {
            #expect(throws: DistributionError.self) { try form.make(mean, 0.5) }
        }
        for cv in [-0.1, .nan, .infinity, 1e30] { #expect(throws: DistributionError.self) { try form.make(1, cv) } }
    }

    static let unreachable: [(name: String, cv: Double, reason: String)] = [
        ("uniform", 0.6, "lower end would be negative"), ("normal", 1, "exponential, whose cv is 1"),
        ("normal", 0.999, "exponential, whose cv is 1"), ("beta", 1.01, "the interval allows no more"),
        ("beta", 1, "all values lie at min and max"), ("hyperexponential", 0.99, "use gamma"),
        ("gamma", 32, "underflow"), ("Pareto", 2000, "where it is infinite"), ("Weibull", 1e15, "overflow"),
        ("log-normal", 1e22, "range of doubles"), ("gamma", 1e-7, "be 0 or from 1e-06"),
    ]

    @Test(arguments: unreachable)
    func `says why a cv cannot be had`(name: String, cv: Double, reason: String) throws {
        let form = try #require(Self.forms.first { $0.name == name })
        let error = #expect(throws: DistributionError.self) { try form.make(1, cv) }
        #expect(error?.parameter == "cv")
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test func `give known distributions`() throws {
        #expect(try Distribution.erlang(shape: 4, mean: 2) == .gamma(shape: 4, scale: 0.5))
        #expect(try Distribution.gamma(mean: 2, shape: 4) == .gamma(shape: 4, scale: 0.5))
        #expect(try Distribution.gamma(mean: 2, cv: 0.5) == .gamma(shape: 4, scale: 0.5))
        #expect(try Distribution.logNormal(median: 1, sigma: 0.5) == .logNormal(logMean: 0, logSigma: 0.5))
        guard case .weibull(let shape, let scale) = try Distribution.weibull(mean: 3, cv: 1) else {
            Issue.record("not a Weibull")
            return
        }
        #expect(abs(shape - 1) < 1e-12 && abs(scale - 3) < 1e-11)
    }

    @Test func `beta reaches intervals that do not start at zero`() throws {
        let distribution = try Distribution.beta(mean: 5, cv: 0.1, lower: 4, upper: 8)
        #expect(abs(distribution.mean - 5) < 1e-12 && abs(distribution.cv - 0.1) < 1e-12)
        #expect(throws: DistributionError.self) { try Distribution.beta(mean: 4, cv: 0.1, lower: 4, upper: 8) }
        #expect(throws: DistributionError.self) { try Distribution.beta(mean: 5, cv: 0.1, lower: 8, upper: 4) }
        #expect(throws: DistributionError.self) { try Distribution.erlang(shape: 0, mean: 1) }
    }

    @Test func `stragglers multiply a share of the values`() throws {
        let base = Distribution.exponential(mean: 2)
        let stragglers = try Distribution.stragglers(of: base, probability: 0.01, factor: 20)
        #expect(abs(stragglers.mean - 2 * (0.99 + 0.2)) < 1e-12)
        #expect(try Distribution.stragglers(of: base, probability: 0, factor: 20) == base)
        #expect(try Distribution.stragglers(of: base, probability: 1, factor: 20) == .scaled(base, by: 20))
        for (probability, factor) in [(-0.1, 2.0), (1.1, 2), (.nan, 2), (0.1, 0), (0.1, -1), (0.1, .infinity)] {
            #expect(throws: DistributionError.self) {
                try Distribution.stragglers(of: base, probability: probability, factor: factor)
            }
        }
    }
}
