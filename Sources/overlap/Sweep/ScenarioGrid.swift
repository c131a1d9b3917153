import Experiments
import Pipelines
import ScenarioFiles

extension SweepGrid {
    /// The values of `--vary`.
    init(forCommand arguments: [String]) throws(CommandFailure) {
        do throws(SweepGridError) { try self.init(arguments: arguments) } catch { throw CommandFailure(error) }
    }
}

extension OpenedScenario {
    /// The points of a grid, for each variant.
    func points(of grid: SweepGrid) throws(CommandFailure) -> [SweepGrid.Point] {
        let points = try points(of: grid, variants, overrides)
        try checkGivenOnce(varied: grid.paths, set: settings)
        return points
    }

    /// Those of a variant, with guesses at places of their ranges.
    func points(
        of grid: SweepGrid, _ variant: String, assuming places: [(guess: Guess, place: Double)]
    ) throws(CommandFailure) -> [SweepGrid.Point] {
        try points(of: grid, [variant], try file.overrides(overrides, assuming: places, variant: variant))
    }

    private func points(
        of grid: SweepGrid, _ variants: [String], _ overrides: [Override]
    ) throws(CommandFailure) -> [SweepGrid.Point] {
        do throws(SweepGridError) {
            return try grid.points(variants: variants) { variant, changes throws(ScenarioFileError) in
                try file.scenario(variant: variant, overrides: overrides + changes)
            }
        } catch {
            throw CommandFailure(error)
        }
    }

    /// The scenarios of a grid's variants before anything is varied; where one is none, its first point.
    func unvaried(_ points: [SweepGrid.Point]) -> [Scenario] {
        var scenarios: [Scenario] = []
        for point in points where scenarios.last?.variant != point.variant {
            scenarios.append((try? file.scenario(variant: point.variant, overrides: overrides)) ?? point.scenario)
        }
        return scenarios
    }

    /// The scenarios of the variants before anything is varied, those that are any.
    var unvaried: [Scenario] {
        variants.compactMap { try? file.scenario(variant: $0, overrides: overrides) }
    }
}

extension CommandFailure {
    /// A grid that cannot be made.
    init(_ error: SweepGridError) {
        switch error {
        case .notAccepted(let error): self.init(error)
        case .variedTwice, .setAndVaried, .guessedTwice, .guessedAndVaried, .tooManyPoints: self = .usage("\(error)")
        case .cancelled: self = .interrupted()
        }
    }
}
