import Pipelines
import Variates

/// A knob's new position.
public struct Turn: Sendable, Equatable {
    /// Where a knob can be turned to.
    public enum Position: Sendable, Equatable {
        /// A number in base units.
        case number(Double)
        /// A word that stands in the place of a number, or one of a choice.
        case word(String)
    }

    /// The knob's path, as ``Knob/path`` has it.
    public let path: String
    /// Where it is turned to.
    public let position: Position

    /// - Parameters:
    ///   - path: of the knob.
    ///   - position: where it is turned to.
    public init(path: String, _ position: Position) {
        self.path = path
        self.position = position
    }
}

extension ScenarioFile {
    /// The changes that turn knobs, as one would write them on the command line.
    ///
    /// A distribution keeps its family and its variability when its mean is changed, and its mean when its variability is.
    ///
    /// - Parameters:
    ///   - turns: in the order in which they are made.
    ///   - variant: one of `variantNames`.
    ///   - overrides: changes made after those of the variant, and before the turns.
    /// - Throws: when there is no such knob, or a number is not accepted.
    public func overrides(
        turning turns: [Turn], variant: String, overrides: [Override] = []
    ) throws(ScenarioFileError) -> [Override] {
        var made: [Override] = []
        for turn in turns {
            let change = try self.override(turn, variant, overrides + made)
            made.removeAll { $0.path == change.path }
            made.append(change)
        }
        // What is not accepted is told here, not by who decodes the scenario.
        _ = try scenario(variant: variant, overrides: overrides + made)
        return made
    }

    private func override(_ turn: Turn, _ variant: String, _ overrides: [Override]) throws(ScenarioFileError)
        -> Override
    {
        switch turn.position {
        case .word(let word): return try Override(path: turn.path, value: YAMLScalar.text(word))
        case .number(let number):
            if let setting = try setting(turn.path, variant: variant, overrides: overrides) {
                return try setting.changed(toNumber: number, for: turn)
            }
            if turn.path.hasSuffix(Knob.variabilitySuffix),
                let setting = try setting(turn.variablePath, variant: variant, overrides: overrides),
                case .distribution(let distribution)? = setting.value
            {
                return try setting.changed(distribution, toVariability: number, for: turn)
            }
            throw turn.problem("there is no such number", accepted: "the path of a count, a quantity or a distribution")
        }
    }
}

extension Setting {
    fileprivate func changed(toNumber number: Double, for turn: Turn) throws(ScenarioFileError) -> Override {
        guard number.isFinite else { throw turn.problem("not a finite number", accepted: nil) }
        let number = number.withoutRounding
        switch kind {
        case .count, .countOrWord, .countOrDistribution:
            guard let count = Int(exactly: number) else {
                throw turn.problem("not a whole number", accepted: "a whole number")
            }
            return try changed(to: .count(count))
        case .quantity, .quantityOrWord: return try changed(to: .quantity(number))
        case .distribution(let dimension):
            guard case .distribution(let distribution)? = value, distribution.mean > 0, number > 0,
                distribution.cv > 0 || distribution.phases != nil
            else { return try changed(to: .distribution(.constant(number))) }
            if let family = distribution.familyOfMeanAndVariability {
                return try Override(
                    path: path, value: family.written(mean: number, cv: distribution.cv, dimension).text())
            }
            let scaled: Distribution
            do { scaled = try distribution.multiplied(by: number / distribution.mean) } catch {
                throw turn.problem("\(error)", accepted: nil)
            }
            return try changed(to: .distribution(scaled))
        case .curve, .table, .choice, .name: throw turn.problem("there is no single number", accepted: nil)
        }
    }

    fileprivate func changed(
        _ distribution: Distribution, toVariability cv: Double, for turn: Turn
    ) throws(ScenarioFileError) -> Override {
        guard case .distribution(let dimension) = kind, cv.isFinite, cv >= 0 else {
            throw turn.problem("a coefficient of variation is a number that is not below 0", accepted: nil)
        }
        if let phases = distribution.phases {
            return try changed(to: .distribution(phases.withVariability(cv, for: turn)))
        }
        let mean = distribution.mean
        if cv == 0 || mean == 0 { return try changed(to: .distribution(.constant(mean))) }
        let family = distribution.withoutFixedVariability.familyOfMeanAndVariability ?? .logNormal
        return try Override(path: path, value: family.written(mean: mean, cv: cv, dimension).text())
    }
}

extension PhasedDistribution {
    /// The same phases, each with this variability.
    fileprivate func withVariability(_ cv: Double, for turn: Turn) throws(ScenarioFileError) -> Distribution {
        do {
            return .phased(
                try mapped { phase throws(DistributionError) in
                    cv == 0 || phase.mean == 0 ? .constant(phase.mean) : try phase.withVariability(cv)
                })
        } catch {
            throw turn.problem("\(error)", accepted: nil)
        }
    }
}

/// The families that scenario files can define by mean and coefficient of variation.
private enum FamilyOfMeanAndVariability: String {
    case uniform, gamma, weibull, pareto, normal, hyperexponential, exponential
    case logNormal = "lognormal"

    func written(mean: Double, cv: Double, _ dimension: Dimension) -> WrittenValue {
        let mean = WrittenValue.quantity(mean.withoutRounding, dimension)
        if self == .exponential { return .distribution(rawValue, ["mean": mean]) }
        return .distribution(rawValue, ["mean": mean, "cv": .number(cv.withoutRounding)])
    }
}

extension Double {
    /// To twelve digits: without what units, and moments computed from other parameters, leave in the last ones.
    fileprivate var withoutRounding: Double { Double(plain(self)) ?? self }
}

extension Distribution {
    fileprivate var familyOfMeanAndVariability: FamilyOfMeanAndVariability? {
        switch self {
        case .uniform: .uniform
        case .exponential: .exponential
        case .gamma: .gamma
        case .logNormal: .logNormal
        case .weibull: .weibull
        case .pareto: .pareto
        case .truncatedNormal: .normal
        case .hyperexponential: .hyperexponential
        case .constant, .beta, .mixture, .shifted, .scaled, .histogram, .recorded, .phased: nil
        }
    }

    /// An exponential as the gamma distribution that it is.
    fileprivate var withoutFixedVariability: Distribution {
        if case .exponential(let mean) = self { .gamma(shape: 1, scale: mean) } else { self }
    }
}

extension Turn {
    fileprivate var variablePath: String { String(path.dropLast(Knob.variabilitySuffix.count)) }

    fileprivate func problem(_ message: String, accepted: String?) -> ScenarioFileError {
        let text =
            switch position {
            case .number(let number): "\(path)=\(number)"
            case .word(let word): "\(path)=\(word)"
            }
        let source = SourceText(name: "command line", text: text)
        return ScenarioFileError(
            Diagnostic(
                "\(quoted(path)): \(message)", at: Location(source: source, line: 1, column: 1), accepted: accepted))
    }
}
