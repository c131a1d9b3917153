package import Pipelines
package import ScenarioFiles

extension PlanQuestion {
    /// What may be simulated first, with what makes it of the file: the scenario as it is, and what is not excluded.
    ///
    /// A change that is not made by its text, as that of a disk with a price of its own, has no recipe.
    ///
    /// - Parameter changes: those of the subject's changes that recipes have to make.
    package func recipes(
        making changes: [Override]
    ) throws(PlanError) -> [(scenario: Scenario, recipe: PointRecipe)] {
        var recipes = [(scenario: today, recipe: PointRecipe(variant: subject.variant, changes: changes))]
        for candidate in candidates where candidate.excluded == nil {
            let own = try self.changes(candidate.values)
            guard own.allSatisfy(\.isMadeByItsText) else { continue }
            recipes.append((candidate.scenario, PointRecipe(variant: subject.variant, changes: changes + own)))
        }
        return recipes
    }
}

extension Override {
    fileprivate var isMadeByItsText: Bool {
        (try? Override(path: path, value: value))?.yamlLines == yamlLines
    }
}
