import Foundation
public import Pipelines
public import ScenarioFiles

/// The parameters of a sweep and their values.
public struct SweepGrid: Sendable {
    /// One parameter.
    public struct Axis: Sendable {
        /// Its path and its values, as texts.
        public let vary: Vary
        /// The values as numbers, if all of them are numbers with the same unit.
        public let numbers: [Double]?
        /// That unit.
        public let unit: String

        /// - Parameter vary: the path and the values.
        public init(_ vary: Vary) {
            self.vary = vary
            let parts = vary.values.map(Self.split)
            let numbers = parts.compactMap { Double($0.number) }
            let isNumeric =
                numbers.count == parts.count && Set(parts.map(\.unit)).count == 1 && numbers.allSatisfy(\.isFinite)
            self.numbers = isNumeric ? numbers : nil
            unit = isNumeric ? parts.first?.unit ?? "" : ""
        }

        /// `5 ms`, or `5ms`, as `5` and `ms`.
        private static func split(_ value: String) -> (number: String, unit: String) {
            let number = value.prefixMatch(of: #/[+\-]?[0-9_.]+(?:[eE][+\-]?[0-9]+)?/#)?.output ?? ""
            return (number.filter { $0 != "_" }, value.dropFirst(number.count).trimmingCharacters(in: .whitespaces))
        }

        /// The path, with the unit of the values.
        public var title: String { visible(unit.isEmpty ? vary.path : "\(vary.path) [\(unit)]") }

        /// A value as the column of this title has it.
        public func cell(_ index: Int) -> String {
            numbers == nil ? visible(vary.values[index]) : Self.split(vary.values[index]).number
        }
    }

    /// A combination of values.
    public struct Point: Sendable {
        /// The variant that the values change.
        public let variant: String
        /// The position of each parameter's value.
        public let indices: [Int]
        /// What CSV says of them.
        public let cells: [String]
        /// The variant with these values.
        public let scenario: Scenario

        /// The same point, its scenario changed in what no parameter of the grid says.
        package func with(_ scenario: Scenario) -> Point {
            Point(variant: variant, indices: indices, cells: cells, scenario: scenario)
        }
    }

    /// More would be a mistake, or better done in parts.
    static let mostPoints = 100_000
    static let mostAxes = 8

    /// One for each parameter, in the order given.
    public let axes: [Axis]

    /// Columns for the parameters.
    public var titles: [String] { axes.map(\.title) }

    /// - Parameter arguments: as `--vary` takes them, such as `prefetch=0..64:log2`.
    public init(arguments: [String]) throws(SweepGridError) {
        var axes: [Axis] = []
        for argument in arguments {
            do { axes.append(Axis(try Vary(argument: argument))) } catch { throw .notAccepted(error) }
        }
        for (index, axis) in axes.enumerated() where axes[..<index].contains(where: { $0.vary.path == axis.vary.path })
        {
            throw .variedTwice(path: axis.vary.path)
        }
        self.axes = axes
    }

    /// All combinations: those of the first variant first, and within it those of the first value of the first parameter.
    ///
    /// - Parameters:
    ///   - variants: their names.
    ///   - read: the scenario of a variant with changes.
    public func points(
        variants: [String], _ read: (String, [Override]) throws(ScenarioFileError) -> Scenario
    ) throws(SweepGridError) -> [Point] {
        // As a floating-point number, which the product of any lists fits.
        let count = axes.reduce(Double(variants.count)) { $0 * Double($1.vary.values.count) }
        guard axes.count <= Self.mostAxes, count <= Double(Self.mostPoints) else { throw .tooManyPoints(count) }
        let changes = try changes
        let combinations = Self.product(axes.map(\.vary.values.count))
        var points: [Point] = []
        for variant in variants {
            for indices in combinations {
                if Task.isCancelled { throw .cancelled }
                let scenario: Scenario
                do { scenario = try read(variant, zip(changes, indices).map { $0[$1] }) } catch {
                    throw .notAccepted(error)
                }
                let cells = zip(axes, indices).map { $0.cell($1) }
                points.append(Point(variant: variant, indices: indices, cells: cells, scenario: scenario))
            }
        }
        return points
    }

    /// What each value of each parameter changes.
    private var changes: [[Override]] {
        get throws(SweepGridError) {
            do throws(ScenarioFileError) {
                return try axes.map { axis throws(ScenarioFileError) in
                    try axis.vary.values.map { value throws(ScenarioFileError) in
                        try Override(path: axis.vary.path, value: value)
                    }
                }
            } catch {
                throw .notAccepted(error)
            }
        }
    }

    /// All combinations of positions, the last varying fastest.
    static func product(_ counts: [Int]) -> [[Int]] {
        counts.reduce([[]]) { combinations, count in
            combinations.flatMap { combination in (0..<count).map { combination + [$0] } }
        }
    }
}

/// Why a grid of values cannot be made.
public enum SweepGridError: Error {
    /// A parameter or one of its values.
    case notAccepted(ScenarioFileError)
    /// One parameter stands on two axes.
    case variedTwice(path: String)
    /// There are too many combinations, or too many parameters.
    case tooManyPoints(Double)
    /// The task was cancelled.
    case cancelled
}

extension SweepGridError: CustomStringConvertible {
    /// What is wrong, and what would be accepted.
    public var description: String {
        switch self {
        case .notAccepted(let error): return "\(error)"
        case .variedTwice(let path): return "`--vary \(path)=…` is given twice"
        case .tooManyPoints(let count):
            let points = count < 1e15 ? "\(Int(count))" : "more than 10^15"
            return
                "too many points, \(points): at most \(SweepGrid.mostPoints) of up to \(SweepGrid.mostAxes) parameters"
        case .cancelled: return "interrupted"
        }
    }
}
