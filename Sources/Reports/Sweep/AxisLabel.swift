import Experiments
import Pipelines
import ScenarioFiles

/// What a picture writes below its horizontal axis: the parameter, and what its values count.
struct AxisLabel {
    /// `prefetch.buffer (ready elements)`, `train.step (ms)`.
    let text: String

    /// - Parameter scenario: one of the sweep's points, whose stages the paths lead to.
    init(_ axis: SweepGrid.Axis, in scenario: Scenario?) {
        var units: [String] = []
        for path in axis.vary.paths where axis.numbers != nil {
            let unit = axis.unit.isEmpty ? scenario.flatMap { Self.unit(of: path, in: $0) } : axis.unit
            if let unit, !units.contains(unit) { units.append(unit) }
        }
        text = axis.name + (units.isEmpty ? "" : visible(" (\(units.joined(separator: ", ")))"))
    }

    /// What a number without a unit counts: the first words of what the parameter is.
    private static func unit(of path: String, in scenario: Scenario) -> String? {
        guard let parameter = parameter(path, in: scenario) else { return nil }
        switch parameter.kind {
        case .count, .countOrWord, .countOrDistribution:
            return parameter.summary.prefix { !",;:".contains($0) }.description
        case .quantity(.fraction, _): return "share"
        default: return nil
        }
    }

    private static func parameter(_ path: String, in scenario: Scenario) -> Parameter? {
        let parts = path.split(separator: ".").drop { $0 == "platform" }
        guard let first = parts.first, parts.count <= 2 else { return nil }
        let stages = scenario.pipeline.stages
        let stage = stages.first { $0.name == first } ?? stages.first { type(of: $0.operator).name == first }
        let sections = Platform.sections + [TrainingLoop.self, RunPlan.self]
        let section = stage.map { type(of: $0.operator) as any Section.Type } ?? sections.first { $0.name == first }
        guard let section else { return nil }
        let name = parts.count == 2 ? String(parts[parts.startIndex + 1]) : section.primaryParameter
        return section.parameters.first { $0.name == name }
    }
}
