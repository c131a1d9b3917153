import Experiments
import PipelineRuns
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles
import Timelines

extension RequestedScenario {
    /// The figures of the variants.
    ///
    /// - Parameter limits: what may be asked for.
    /// - Throws: when the scenario cannot be simulated, or would take too long.
    func simulate(_ limits: ServerLimits) async throws(RequestFailure) -> JSONValue {
        let scenarios = try scenarios()
        let threads = try limits.check(scenarios, command: command("simulate"))
        let summaries: [VariantSummary]
        do {
            summaries = try await PipelineSimulation.simulate(scenarios, threads: threads) { _ in }
        } catch {
            throw RequestFailure(error)
        }
        return .object([
            ("command", .string(command("simulate").text)),
            ("result", JSONValue(scenario: file.name, question: file.question, summaries)),
            ("rows", JSONValue(tableOf: summaries)),
            (
                "sentences",
                .array(
                    summaries.map {
                        .object([("variant", .string($0.scenario.variant)), ("text", .string(Self.sentence($0)))])
                    })
            ),
        ])
    }

    private static func sentence(_ summary: VariantSummary) -> String {
        if let outOfMemory = summary.outOfMemory { return "\(outOfMemory)" }
        return summary.bottleneck?.explanation ?? "no steps were run"
    }

    /// What lanes do over time.
    ///
    /// - Parameters:
    ///   - window: when it begins and ends.
    ///   - limits: what may be asked for.
    /// - Throws: when there is no such window, or the scenario cannot be simulated.
    func timeline(_ window: WindowRequest, _ limits: ServerLimits) throws(RequestFailure) -> JSONValue {
        let timelines = try timelines(window, limits)
        let command = CommandText("timeline", path).option("--variant", timelines.map(\.variant))
            .option("--from", [window.from].compactMap { $0 }).option(
                "--to", [window.end(of: timelines)].compactMap { $0 }
            )
            .changes(overrides)
        return .object([
            ("command", .string(command.text)),
            (
                "figures",
                .array(
                    timelines.flatMap {
                        [JSONValue(spansOf: TimelineFigure($0.timeline), variant: $0.variant)]
                            + recorded.figures(of: $0.variant)
                    })
            ),
            ("causes", JSONValue.idleCauses),
        ])
    }

    /// The timelines of the variants that are named, or of the first.
    func timelines(
        _ window: WindowRequest, _ limits: ServerLimits
    ) throws(RequestFailure) -> [(variant: String, timeline: TitledTimeline)] {
        var scenarios = namesVariants ? try scenarios() : Array(try scenarios().prefix(1))
        try limits.checkMemory(scenarios, command: command("timeline"))
        if window.kitchen ?? false { for index in scenarios.indices { scenarios[index].laneNames = .kitchen } }
        do throws(TimelineWindowError) {
            let timelines = try window.window(limits).simulated(scenarios)
            return zip(scenarios, timelines).map { ($0.variant, $1) }
        } catch {
            throw RequestFailure(error)
        }
    }
}

/// When a timeline begins and ends.
struct WindowRequest: Decodable {
    /// Such as `1.5 s`; with the run where there is none.
    let from: String?
    /// Such as `3 s`; with a step where there is none.
    let to: String?
    /// The number of that step.
    let steps: Int?
    /// Whether lanes have the names of a kitchen.
    let kitchen: Bool?

    private static let defaultSteps = 12
    private static let mostSteps = 1000

    /// When it ends, as the command that shows the same has to be told; nil where it ends so by itself.
    func end(of timelines: [(variant: String, timeline: TitledTimeline)]) -> String? {
        if let to { return to }
        guard let steps, steps != Self.defaultSteps else { return nil }
        return timelines.map(\.timeline.timeline.window.upperBound).max().map { "\($0) ns" }
    }

    /// - Throws: when it is none.
    func window(_ limits: ServerLimits) throws(TimelineWindowError) -> TimelineWindow {
        let steps = min(max(1, steps ?? Self.defaultSteps), Self.mostSteps)
        return try TimelineWindow(from: from, to: to, defaultSteps: steps, mostRecorded: limits.recordedChanges)
    }
}
