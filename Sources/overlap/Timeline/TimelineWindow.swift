import DiscreteEvent
import PipelineExecution
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Timelines

/// The window that the user asked for.
struct TimelineWindow {
    private let from: Int64
    private let to: Int64?
    private let defaultSteps: Int

    /// - Throws: when a text is no time, or the window would end before it begins.
    init(from: String?, to: String?, defaultSteps: Int) throws(CommandFailure) {
        self.defaultSteps = defaultSteps
        do throws(ScenarioFileError) {
            self.from = try from.map { text throws(ScenarioFileError) in try Self.nanoseconds(text, "--from") } ?? 0
            self.to = try to.map { text throws(ScenarioFileError) in try Self.nanoseconds(text, "--to") }
        } catch {
            throw CommandFailure(error)
        }
        if let end = self.to, end <= self.from {
            throw .usage("`--to \(to ?? "")` is not after the window's beginning, \(from ?? "0")")
        }
    }

    /// Runs the window of one scenario for real, and simulates it too where both are to be compared.
    func measuredFigures(
        of scenario: Scenario, _ settings: ExecutionSettings, beside simulated: Bool
    ) throws(CommandFailure) -> [TimelineFigure] {
        var settings = settings
        settings.timelineWindow = .init(from: from, end: to.map { .time($0) } ?? .steps(defaultSteps))
        let execution: Execution
        do throws(ExecutionError) {
            execution = try execute(scenario, settings) { _ in !Task.isCancelled }
            if let error = execution.error { throw error }
        } catch {
            throw CommandFailure(error, variant: scenario.variant)
        }
        guard let recorded = execution.timeline else { preconditionFailure("a window was asked for") }
        let measured: Timeline
        do { measured = try recorded.get() } catch { throw Self.failure(.timeline(error), scenario) }
        let variant = scenario.variant == "base" ? "" : ", \(scenario.variant)"
        var figures = [TimelineFigure(title: "\(scenario.name)\(variant), measured", timeline: measured)]
        if simulated {
            let timeline = try timeline(of: scenario, end: .time(measured.window.upperBound))
            figures.insert(
                TimelineFigure(title: "\(scenario.name)\(variant), simulated", timeline: timeline), at: 0)
        }
        return figures
    }

    /// Simulates the window of each scenario; windows without an end of their own end with the one that takes longest.
    func figures(of scenarios: [Scenario]) throws(CommandFailure) -> [TimelineFigure] {
        var timelines: [Timeline] = []
        for scenario in scenarios {
            timelines.append(try timeline(of: scenario, end: to.map { .time($0) } ?? .steps(defaultSteps)))
        }
        let longest = timelines.map(\.window.upperBound).max() ?? 0
        var figures: [TimelineFigure] = []
        for (scenario, timeline) in zip(scenarios, timelines) {
            let isShort = timeline.window.upperBound < longest
            let shown = isShort ? try self.timeline(of: scenario, end: .time(longest)) : timeline
            let variant = scenario.variant == "base" ? "" : ", \(scenario.variant)"
            figures.append(TimelineFigure(title: scenario.name + variant, timeline: shown))
        }
        return figures
    }

    private func timeline(of scenario: Scenario, end: TimelineRecorder.End) throws(CommandFailure) -> Timeline {
        do throws(TimelineSimulationError) {
            return try simulateTimeline(scenario, from: from, end: end)
        } catch {
            throw Self.failure(error, scenario)
        }
    }

    private static func failure(_ error: TimelineSimulationError, _ scenario: Scenario) -> CommandFailure {
        switch error {
        case .simulation(let error):
            return CommandFailure(error, description: "variant `\(scenario.variant)`: \(error)")
        case .timeline(.tooMuch(let limit, let nanoseconds)):
            return .usage(
                "\(scenario.variant): the window holds more than the \(limit) spans and changes that are recorded; "
                    + "they are reached at \(text(nanoseconds)): give an earlier `--to`, or a later `--from`")
        case .timeline(.runIsOver(let nanoseconds)):
            return .usage(
                "\(scenario.variant): the run is over at \(text(nanoseconds)), before the window begins: give an "
                    + "earlier `--from`")
        }
    }

    private static func nanoseconds(_ text: String, _ option: String) throws(ScenarioFileError) -> Int64 {
        // What is accepted as a time is less than the clock counts.
        SimulationTime.countedNanoseconds(inSeconds: try seconds(argument: text, option: option))
    }

    private static func text(_ nanoseconds: Int64) -> String { QuantityFormat.seconds(Double(nanoseconds) / 1e9) }
}
