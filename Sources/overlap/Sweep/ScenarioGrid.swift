import Experiments
import Pipelines
import ScenarioFiles

extension ScenarioFile {
    /// The points of `--vary`, for each variant.
    ///
    /// - Parameters:
    ///   - arguments: those of `--vary`.
    ///   - options: say which variants.
    ///   - overrides: the changes that hold for all points, read once it is known that the grid is right.
    func grid(
        _ arguments: [String], of options: ScenarioOptions, overrides: () throws(CommandFailure) -> [Override]
    ) throws(CommandFailure) -> (grid: SweepGrid, points: [SweepGrid.Point]) {
        let grid: SweepGrid
        do { grid = try SweepGrid(arguments: arguments) } catch { throw CommandFailure(error) }
        let (overrides, variants) = (try overrides(), try options.variantNames(of: self))
        let points = try points(of: grid, variants: variants, overrides)
        let settings = try options.changes.settings()
        do throws(SweepGridError) {
            try grid.check(in: self, variants: variants, overrides: overrides, settings: settings)
        } catch {
            throw CommandFailure(error)
        }
        return (grid, points)
    }

    /// The points of a grid, for each variant.
    func points(
        of grid: SweepGrid, variants: [String], _ overrides: [Override]
    ) throws(CommandFailure) -> [SweepGrid.Point] {
        do {
            return try grid.points(variants: variants) { variant, changes throws(ScenarioFileError) in
                try scenario(variant: variant, overrides: overrides + changes)
            }
        } catch {
            throw CommandFailure(error)
        }
    }
}

extension ScenarioFile {
    /// The scenarios of a grid's variants before anything is varied; where one is none, its first point.
    func unvaried(_ points: [SweepGrid.Point], _ overrides: [Override]) -> [Scenario] {
        var scenarios: [Scenario] = []
        for point in points where scenarios.last?.variant != point.variant {
            scenarios.append((try? scenario(variant: point.variant, overrides: overrides)) ?? point.scenario)
        }
        return scenarios
    }

    /// What is planned for, as it is.
    func unvaried(_ subject: PlanSubject) -> [Scenario] {
        [try? scenario(variant: subject.variant, overrides: subject.overrides)].compactMap(\.self)
    }
}

extension CommandFailure {
    /// A grid that cannot be made.
    init(_ error: SweepGridError) {
        switch error {
        case .notAccepted(let error): self.init(error)
        case .variedTwice, .setAndVaried, .tooManyPoints: self = .usage("\(error)")
        case .cancelled: self = .interrupted("interrupted")
        }
    }
}
