import DiscreteEvent
package import PipelineExecution
import PipelineRuns
package import PipelineSimulation
package import Pipelines
package import ScenarioFiles
package import Timelines

/// A timeline with its title.
package struct TitledTimeline: Sendable {
    package let title: String
    package let timeline: Timeline
}

/// A window of time in which one run, simulated or real, is looked at.
package struct TimelineWindow {
    /// Steps that are shown when no end is given: start-up, and some steps after it.
    package static let usualSteps = 12
    /// Spans and changes of state that are recorded unless fewer are wanted.
    package static let mostRecorded = 400_000

    private let from: Int64
    private var to: Int64?
    private var defaultSteps: Int
    private let title: String?
    private let mostRecorded: Int

    /// - Parameters:
    ///   - from: when it begins, as in `1.5 s`; with the run when nil.
    ///   - to: when it ends; with a step when nil.
    ///   - defaultSteps: number of that step, counted from the beginning.
    ///   - title: what is shown; the scenario's name and variant when nil.
    ///   - mostRecorded: spans and changes of state that a simulated one may have.
    package init(
        from: String?, to: String?, defaultSteps: Int, title: String? = nil,
        mostRecorded: Int = TimelineWindow.mostRecorded
    ) throws(TimelineWindowError) {
        self.defaultSteps = defaultSteps
        self.title = title
        self.mostRecorded = mostRecorded
        do throws(ScenarioFileError) {
            self.from = try from.map { text throws(ScenarioFileError) in try Self.nanoseconds(text, "--from") } ?? 0
            self.to = try to.map { text throws(ScenarioFileError) in try Self.nanoseconds(text, "--to") }
        } catch {
            throw .notATime(error)
        }
        if let end = self.to, end <= self.from { throw .endsBeforeItBegins(from: from ?? "0", to: to ?? "") }
    }

    /// Runs the window of one scenario for real, and simulates it too where both are to be compared.
    package func measured(
        _ scenario: Scenario, _ settings: ExecutionSettings, besideSimulated: Bool
    ) throws(TimelineWindowError) -> [TitledTimeline] {
        let measured = try execute(scenario, settings)
        let title = title(of: scenario, amongSeveral: false)
        let timelines = [TitledTimeline(title: "\(title), measured", timeline: measured)]
        guard besideSimulated else { return timelines }
        let simulated = try timeline(of: scenario, end: .time(measured.window.upperBound))
        return [TitledTimeline(title: "\(title), simulated", timeline: simulated)] + timelines
    }

    /// Simulates the window of each scenario; windows without an end of their own end with the one that takes longest.
    package func simulated(_ scenarios: [Scenario]) throws(TimelineWindowError) -> [TitledTimeline] {
        var timelines: [Timeline] = []
        for scenario in scenarios { timelines.append(try timeline(of: scenario, end: end)) }
        let longest = timelines.map(\.window.upperBound).max() ?? 0
        var titled: [TitledTimeline] = []
        for (scenario, timeline) in zip(scenarios, timelines) {
            let isShort = timeline.window.upperBound < longest
            let shown = isShort ? try self.timeline(of: scenario, end: .time(longest)) : timeline
            let title = title(of: scenario, amongSeveral: scenarios.count > 1)
            titled.append(TitledTimeline(title: title, timeline: shown))
        }
        return titled
    }

    /// The same; where more than may be recorded is in the window, it ends with an earlier step.
    package func simulatedAsFarAsRecorded(
        _ scenarios: [Scenario]
    ) throws(TimelineWindowError) -> [TitledTimeline] {
        var window = self
        while true {
            do throws(TimelineWindowError) {
                return try window.simulated(scenarios)
            } catch {
                let isShortest = window.to == nil && window.defaultSteps == 1
                guard case .simulation(.timeline(.tooMuch), _) = error, !isShortest else { throw error }
                window.defaultSteps = window.to == nil ? window.defaultSteps / 2 : Self.usualSteps
                window.to = nil
            }
        }
    }

    private var end: TimelineRecorder.End { to.map { .time($0) } ?? .steps(defaultSteps) }

    private func title(of scenario: Scenario, amongSeveral: Bool) -> String {
        if let title { return amongSeveral ? "\(title), \(scenario.variant)" : title }
        return scenario.variant == "base" ? scenario.name : "\(scenario.name), \(scenario.variant)"
    }

    private func execute(_ scenario: Scenario, _ settings: ExecutionSettings) throws(TimelineWindowError) -> Timeline {
        var settings = settings
        settings.timelineWindow = .init(from: from, end: end)
        let execution: Execution
        do throws(ExecutionError) {
            execution = try PipelineExecution.execute(scenario, settings) { _ in !Task.isCancelled }
            if let error = execution.error { throw error }
        } catch {
            throw .execution(error, variant: scenario.variant)
        }
        guard let recorded = execution.timeline else { preconditionFailure("a window was asked for") }
        do { return try recorded.get() } catch { throw .simulation(.timeline(error), variant: scenario.variant) }
    }

    private func timeline(of scenario: Scenario, end: TimelineRecorder.End) throws(TimelineWindowError) -> Timeline {
        do throws(TimelineSimulationError) {
            return try simulateTimeline(scenario, from: from, end: end, limit: mostRecorded)
        } catch {
            throw .simulation(error, variant: scenario.variant)
        }
    }

    private static func nanoseconds(_ text: String, _ option: String) throws(ScenarioFileError) -> Int64 {
        // What is accepted as a time is less than the clock counts.
        SimulationTime.countedNanoseconds(inSeconds: try QuantityArgument.seconds(text, option: option))
    }
}

/// Why there is no timeline of a window.
package enum TimelineWindowError: Error {
    /// One of its ends is no time.
    case notATime(ScenarioFileError)
    /// It would end before it begins.
    case endsBeforeItBegins(from: String, to: String)
    /// The simulation failed, or nothing or too much would be recorded, of a simulation or of a real run.
    case simulation(TimelineSimulationError, variant: String)
    /// The real run failed.
    case execution(ExecutionError, variant: String)
}
