package import Experiments
package import Lesson
import PipelineSimulation
package import Pipelines

extension Reveal {
    /// Steps of a timeline whose end is not given.
    private static var timelineSteps: Int { 12 }

    /// The timelines of what was run, where the step shows some; none where it shows bars.
    ///
    /// - Parameter isKitchen: whether lanes have the names of a kitchen.
    /// - Throws: when there is none of a variant.
    package func timelines(isKitchen: Bool) throws(LessonError) -> [TitledTimeline] {
        guard case .timeline(let variants, let from, let to) = step.picture else { return [] }
        var scenarios = try run.scenarios(variants)
        if isKitchen { for index in scenarios.indices { scenarios[index].laneNames = .kitchen } }
        do {
            return try TimelineWindow(from: from, to: to, defaultSteps: Self.timelineSteps).simulated(scenarios)
        } catch {
            throw .noFigure("timeline of \(step.id)")
        }
    }
}

extension LaneNames {
    /// Disk, workers, copy engine and accelerator as a kitchen calls them.
    package static var kitchen: LaneNames {
        var names = LaneNames()
        names[.disk] = "larder"
        names[.worker] = "cook"
        names[.copyEngine] = "waiter"
        names[.accelerator] = "table"
        return names
    }
}
