package import Pipelines

extension WrittenValue {
    /// A parameter's value, by what the parameter is declared to be.
    package init(_ value: ParameterValue, as kind: Parameter.Kind) {
        switch value {
        case .count(let count): self = .count(count)
        case .word(let word): self = .word(word)
        case .quantity(let value): self = .quantity(value, kind.dimension)
        case .distribution(let distribution): self.init(distribution, kind.dimension)
        case .table(let values): self = .list(values.map { .quantity($0, kind.dimension) })
        case .curve(let curve):
            guard case .curve(let x, let y) = kind else { Self.notDeclared(value, as: kind) }
            self.init(curve, x: x, y: y)
        }
    }

    private init(_ curve: PiecewiseLinear, x: Dimension, y: Dimension) {
        if curve.points.count == 1, curve.points[0].x == 0 {
            self = .quantity(curve.points[0].y, y)
        } else {
            self = .list(curve.points.map { .list([.quantity($0.x, x), .quantity($0.y, y)]) })
        }
    }

    fileprivate static func notDeclared(_ value: ParameterValue, as kind: Parameter.Kind) -> Never {
        preconditionFailure("\(value) is not what a parameter of \(kind) has")
    }
}

extension Parameter.Kind {
    /// What its numbers measure.
    fileprivate var dimension: Dimension {
        switch self {
        case .quantity(let dimension, _), .quantityOrWord(let dimension, _, _), .distribution(let dimension),
            .table(let dimension):
            dimension
        case .countOrDistribution: .number
        case .count, .countOrWord, .choice, .name, .curve: preconditionFailure("\(self) has no dimension of its own")
        }
    }
}
