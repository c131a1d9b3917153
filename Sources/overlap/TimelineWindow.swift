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
            switch error {
            case .simulation(let error):
                throw CommandFailure(error, description: "variant `\(scenario.variant)`: \(error)")
            case .timeline(.tooMuch(let limit, let nanoseconds)):
                throw .usage(
                    "\(scenario.variant): the window holds more than the \(limit) spans and changes that are recorded; "
                        + "they are reached at \(Self.text(nanoseconds)): give an earlier `--to`, or a later `--from`")
            case .timeline(.runIsOver(let nanoseconds)):
                throw .usage(
                    "\(scenario.variant): the run is over at \(Self.text(nanoseconds)), before the window begins: give an "
                        + "earlier `--from`")
            }
        }
    }

    private static func nanoseconds(_ text: String, _ option: String) throws(ScenarioFileError) -> Int64 {
        Int64((try seconds(argument: text, option: option) * 1e9).rounded())
    }

    private static func text(_ nanoseconds: Int64) -> String { QuantityFormat.seconds(Double(nanoseconds) / 1e9) }
}
