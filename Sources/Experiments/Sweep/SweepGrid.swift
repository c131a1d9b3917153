import Foundation
public import Pipelines
public import ScenarioFiles

/// The parameters of a sweep and their values.
public struct SweepGrid: Sendable {
    /// One parameter, or several that move together.
    public struct Axis: Sendable {
        /// Its paths and its values, as texts.
        public let vary: Vary
        /// The values as numbers, if all of them are numbers with the same unit.
        public let numbers: [Double]?
        /// That unit.
        public let unit: String
        /// Each value as the columns of `titles` have it.
        private let cells: [String]

        /// - Parameter vary: the paths and the values.
        public init(_ vary: Vary) {
            self.vary = vary
            let parts = vary.values.map(Self.split)
            let numbers = parts.compactMap { Double($0.number) }
            let isNumeric =
                numbers.count == parts.count && Set(parts.map(\.unit)).count == 1 && numbers.allSatisfy(\.isFinite)
            self.numbers = isNumeric ? numbers : nil
            unit = isNumeric ? parts.first?.unit ?? "" : ""
            cells = isNumeric ? parts.map(\.number) : vary.values.map { visible($0) }
        }

        /// `5 ms`, or `5ms`, as `5` and `ms`.
        private static func split(_ value: String) -> (number: String, unit: String) {
            let number = value.prefixMatch(of: #/[+\-]?[0-9_.]+(?:[eE][+\-]?[0-9]+)?/#)?.output ?? ""
            return (number.filter { $0 != "_" }, value.dropFirst(number.count).trimmingCharacters(in: .whitespaces))
        }

        /// The paths.
        public var name: String { visible(vary.paths.joined(separator: ", ")) }

        /// Each path, with the unit of the values.
        public var titles: [String] {
            vary.paths.map { visible(unit.isEmpty ? $0 : "\($0) [\(unit)]") }
        }

        /// A value as the columns of these titles have it.
        public func cell(_ index: Int) -> String { cells[index] }
    }

    /// A combination of values.
    public struct Point: Sendable {
        /// The variant that the values change.
        public let variant: String
        /// The position of each axis's value.
        public let indices: [Int]
        /// What CSV says of them: a cell for each of the grid's titles.
        public let cells: [String]
        /// What makes the scenario of the variant.
        package let changes: [Override]
        /// The variant with these values.
        public let scenario: Scenario

        /// The same point, its scenario changed in what no parameter of the grid says.
        package func with(_ scenario: Scenario) -> Point {
            Point(variant: variant, indices: indices, cells: cells, changes: changes, scenario: scenario)
        }
    }

    /// More would be a mistake, or better done in parts.
    static let mostPoints = 100_000
    static let mostAxes = 8

    /// One for each parameter, or for several that move together, in the order given.
    public let axes: [Axis]

    /// Columns for the parameters.
    public var titles: [String] { axes.flatMap(\.titles) }

    /// All that is varied.
    package var paths: [String] { axes.flatMap(\.vary.paths) }

    /// - Parameter arguments: as `--vary` takes them, such as `prefetch=0..64:log2`.
    public init(arguments: [String]) throws(SweepGridError) {
        var axes: [Axis] = []
        for argument in arguments {
            do { axes.append(Axis(try Vary(argument: argument))) } catch { throw .notAccepted(error) }
        }
        self.axes = axes
        for (index, path) in paths.enumerated() where paths[..<index].contains(path) {
            throw .variedTwice(path: path)
        }
    }

    /// All combinations: those of the first variant first, and within it those of the first value of the first
    /// parameter.
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
                let changes = zip(changes, indices).flatMap { $0[$1] }
                do { scenario = try read(variant, changes) } catch {
                    throw .notAccepted(error)
                }
                let cells = zip(axes, indices).flatMap { axis, index in axis.vary.paths.map { _ in axis.cell(index) } }
                points.append(
                    Point(variant: variant, indices: indices, cells: cells, changes: changes, scenario: scenario))
            }
        }
        return points
    }

    /// What each value of each axis changes.
    private var changes: [[[Override]]] {
        get throws(SweepGridError) {
            do throws(ScenarioFileError) {
                return try axes.map { axis throws(ScenarioFileError) in
                    try axis.vary.values.map { value throws(ScenarioFileError) in
                        try axis.vary.paths.map { path throws(ScenarioFileError) in
                            try Override(path: path, value: value)
                        }
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
    /// A parameter is varied twice.
    case variedTwice(path: String)
    /// A parameter is varied, and set too.
    case setAndVaried(path: String)
    /// A parameter is guessed twice.
    case guessedTwice(path: String)
    /// A parameter is varied, and guessed too.
    case guessedAndVaried(path: String)
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
        case .variedTwice(let path): return Self.twice("--vary", path)
        case .guessedTwice(let path): return Self.twice("--uncertain", path)
        case .setAndVaried(let path): return Self.withoutEffect("--set", path)
        case .guessedAndVaried(let path): return Self.withoutEffect("--uncertain", path)
        case .tooManyPoints(let count):
            let points = count < 1e15 ? "\(Int(count))" : "more than 10^15"
            return
                "too many points, \(points): at most \(SweepGrid.mostPoints) of up to \(SweepGrid.mostAxes) parameters"
        case .cancelled: return "interrupted"
        }
    }

    private static func twice(_ option: String, _ path: String) -> String {
        "`\(option)` changes `\(visible(path))` twice"
    }

    private static func withoutEffect(_ option: String, _ path: String) -> String {
        "`--vary` gives `\(visible(path))` its values, so that `\(option)` has no effect on it: leave one of them out"
    }
}
