package import Experiments
package import Lesson
import PipelineSimulation
package import Pipelines

extension Reveal {
    /// The timelines of what was run, where the step shows some; none where it shows bars.
    ///
    /// - Parameters:
    ///   - isKitchen: whether lanes have the names of a kitchen.
    ///   - mostRecorded: spans and changes of state that each may have.
    /// - Throws: when there is none of a variant.
    package func timelines(
        isKitchen: Bool, mostRecorded: Int = TimelineWindow.mostRecorded
    ) throws(LessonError) -> [TitledTimeline] {
        guard case .timeline(let variants, let from, let to) = step.picture else { return [] }
        return try run.timelines(variants, from: from, to: to, isKitchen: isKitchen, mostRecorded: mostRecorded)
    }
}

extension LessonRun {
    /// The timelines of some variants.
    ///
    /// - Parameters:
    ///   - variants: from top to bottom.
    ///   - from: when the window begins; with the run when nil.
    ///   - to: when it ends; with a step when nil.
    ///   - title: what is shown; the scenario's name and variant when nil.
    ///   - isKitchen: whether lanes have the names of a kitchen.
    ///   - mostRecorded: spans and changes of state that each may have.
    /// - Throws: when there is none of a variant.
    package func timelines(
        _ variants: [String], from: String?, to: String?, title: String? = nil, isKitchen: Bool = false,
        mostRecorded: Int = TimelineWindow.mostRecorded
    ) throws(LessonError) -> [TitledTimeline] {
        var scenarios = try scenarios(variants)
        if isKitchen { for index in scenarios.indices { scenarios[index].laneNames = .kitchen } }
        do {
            return try TimelineWindow(
                from: from, to: to, defaultSteps: TimelineWindow.usualSteps, title: title, mostRecorded: mostRecorded
            ).simulatedAsFarAsRecorded(scenarios)
        } catch {
            throw .noFigure("a timeline of \(path) that is short enough to be drawn")
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
