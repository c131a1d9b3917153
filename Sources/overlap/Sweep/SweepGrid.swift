import Foundation
import Pipelines
import ScenarioFiles

/// The parameters of a sweep and their values.
struct SweepGrid {
    /// One parameter.
    struct Axis {
        let vary: Vary
        /// The values as numbers, if all of them are numbers with the same unit.
        let numbers: [Double]?
        /// That unit.
        let unit: String

        init(_ vary: Vary) {
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
        var title: String { visible(unit.isEmpty ? vary.path : "\(vary.path) [\(unit)]") }

        /// A value as the column of this title has it.
        func cell(_ index: Int) -> String {
            numbers == nil ? visible(vary.values[index]) : Self.split(vary.values[index]).number
        }
    }

    /// A combination of values.
    struct Point {
        let variant: String
        /// The position of each parameter's value.
        let indices: [Int]
        /// What CSV says of them.
        let cells: [String]
        let scenario: Scenario
    }

    /// More would be a mistake, or better done in parts.
    static let mostPoints = 100_000

    let axes: [Axis]

    /// Columns for the parameters.
    var titles: [String] { axes.map(\.title) }

    init(arguments: [String]) throws(CommandFailure) {
        var axes: [Axis] = []
        for argument in arguments {
            do { axes.append(Axis(try Vary(argument: argument))) } catch { throw CommandFailure(error) }
        }
        for (index, axis) in axes.enumerated() where axes[..<index].contains(where: { $0.vary.path == axis.vary.path })
        {
            throw .usage("`--vary \(axis.vary.path)=…` is given twice")
        }
        self.axes = axes
    }

    /// All combinations: those of the first variant first, and within it those of the first value of the first parameter.
    ///
    /// - Parameter scenario: the scenario of a variant with changes.
    func points(
        variants: [String], scenario: (String, [Override]) throws -> Scenario
    ) throws(CommandFailure) -> [Point] {
        // As a floating-point number, which the product of any lists fits.
        let count = axes.reduce(Double(variants.count)) { $0 * Double($1.vary.values.count) }
        guard axes.count <= 8, count <= Double(Self.mostPoints) else {
            let points = count < 1e15 ? "\(Int(count))" : "more than 10^15"
            throw .usage("\(points) points are too many: at most \(Self.mostPoints) of up to 8 parameters")
        }
        do {
            let changes = try axes.map { axis in
                try axis.vary.values.map { try Override(path: axis.vary.path, value: $0) }
            }
            return try variants.flatMap { variant in
                try Self.product(axes.map(\.vary.values.count)).map { indices in
                    if Task.isCancelled { throw CommandFailure.interrupted("interrupted") }
                    return Point(
                        variant: variant, indices: indices, cells: zip(axes, indices).map { $0.cell($1) },
                        scenario: try scenario(variant, zip(changes, indices).map { $0[$1] }))
                }
            }
        } catch let error as ScenarioFileError {
            throw CommandFailure(error)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(message: "internal error: \(error)", code: 70)
        }
    }

    /// All combinations of positions, the last varying fastest.
    static func product(_ counts: [Int]) -> [[Int]] {
        counts.reduce([[]]) { combinations, count in
            combinations.flatMap { combination in (0..<count).map { combination + [$0] } }
        }
    }
}
