extension DistributionFamily {
    static let constant = DistributionFamily(
        name: "constant", summary: "always the same value",
        forms: [Form("constant", [.quantity("value")]) { .constant($0[0]) }])

    static let uniform = DistributionFamily(
        name: "uniform", summary: "equally likely between two ends",
        forms: [
            Form("uniform", [.quantity("min"), .quantity("max")]) { .uniform(lower: $0[0], upper: $0[1]) },
            Form("uniform", [.quantity("mean"), .number("cv")]) { values throws(DistributionError) in
                try .uniform(mean: values[0], cv: values[1])
            },
        ])

    static let exponential = DistributionFamily(
        name: "exponential", summary: "memoryless, cv 1: arrivals, queueing theory",
        forms: [Form("exponential", [.quantity("mean")]) { .exponential(mean: $0[0]) }])

    static let gamma = DistributionFamily(
        name: "gamma", summary: "skewed service times of any cv",
        forms: [
            Form("gamma", [.number("shape"), .quantity("scale")]) { .gamma(shape: $0[0], scale: $0[1]) },
            Form("gamma", [.quantity("mean"), .number("cv")]) { values throws(DistributionError) in
                try .gamma(mean: values[0], cv: values[1])
            },
            Form("gamma", [.quantity("mean"), .number("shape")]) { values throws(DistributionError) in
                try .gamma(mean: values[0], shape: values[1])
            },
        ])

    static let erlang = DistributionFamily(
        name: "erlang", summary: "sum of equal exponential steps, cv 1/√shape",
        forms: [
            Form("erlang", [.count("shape"), .quantity("mean")]) { values throws(DistributionError) in
                try .erlang(shape: Int(values[0]), mean: values[1])
            }
        ])

    static let lognormal = DistributionFamily(
        name: "lognormal", summary: "product of many small effects: file sizes, read times",
        forms: [
            Form("lognormal", [.quantity("mean"), .number("cv")]) { values throws(DistributionError) in
                try .logNormal(mean: values[0], cv: values[1])
            },
            Form("lognormal", [.quantity("median"), .number("sigma")]) { values throws(DistributionError) in
                try .logNormal(median: values[0], sigma: values[1])
            },
        ])

    static let weibull = DistributionFamily(
        name: "weibull", summary: "lighter (shape above 1) or heavier tail than exponential",
        forms: [
            Form("weibull", [.number("shape"), .quantity("scale")]) { .weibull(shape: $0[0], scale: $0[1]) },
            Form("weibull", [.quantity("mean"), .number("cv")]) { values throws(DistributionError) in
                try .weibull(mean: values[0], cv: values[1])
            },
        ])

    static let pareto = DistributionFamily(
        name: "pareto", summary: "power-law tail: rare, very long operations",
        forms: [
            Form("pareto", [.number("shape"), .quantity("min")]) { .pareto(shape: $0[0], minimum: $0[1]) },
            Form("pareto", [.quantity("mean"), .number("cv")]) { values throws(DistributionError) in
                try .pareto(mean: values[0], cv: values[1])
            },
        ])

    static let normal = DistributionFamily(
        name: "normal", summary: "normal on condition that it is not negative; mean and cv are those after truncation",
        forms: [
            Form("normal", [.quantity("mean"), .number("cv")]) { values throws(DistributionError) in
                try .truncatedNormal(mean: values[0], cv: values[1])
            },
            Form("normal", [.quantity("location"), .quantity("sigma")]) {
                .truncatedNormal(location: $0[0], sigma: $0[1])
            },
        ])

    static let beta = DistributionFamily(
        name: "beta", summary: "between two ends, of any shape",
        forms: [
            Form("beta", [.number("alpha"), .number("beta"), .quantity("min", default: 0), .quantity("max")]) {
                .beta(alpha: $0[0], beta: $0[1], lower: $0[2], upper: $0[3])
            },
            Form("beta", [.quantity("mean"), .number("cv"), .quantity("min", default: 0), .quantity("max")]) {
                values throws(DistributionError) in
                try .beta(mean: values[0], cv: values[1], lower: values[2], upper: values[3])
            },
        ])

    static let hyperexponential = DistributionFamily(
        name: "hyperexponential", summary: "mostly short, sometimes long, cv of at least 1",
        forms: [
            Form("hyperexponential", [.quantity("mean"), .number("cv")]) { values throws(DistributionError) in
                try .hyperexponential(mean: values[0], cv: values[1])
            }
        ])
}
