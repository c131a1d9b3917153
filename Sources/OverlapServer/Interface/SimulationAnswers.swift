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
    /// - Parameter work: permits it.
    /// - Throws: when the scenario cannot be simulated, or would take too long.
    func simulate(_ work: WorkPermits) async throws(RequestFailure) -> JSONValue {
        let scenarios = try scenarios()
        let permit = try work.permit(scenarios, .request, command: command("simulate"))
        defer { withExtendedLifetime(permit) {} }
        let summaries: [VariantSummary]
        do {
            summaries = try await PipelineSimulation.simulate(scenarios, threads: permit.threads) { _ in }
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
        if let memory = summary.outOfMemory {
            return Legend.text(memory, accelerators: summary.scenario.platform.gpu.count)
        }
        return summary.bottleneck?.explanation ?? "no steps were run"
    }

    /// What lanes do over time.
    ///
    /// - Parameters:
    ///   - window: when it begins and ends.
    ///   - work: permits it.
    /// - Throws: when there is no such window, or the scenario cannot be simulated.
    func timeline(_ window: WindowRequest, _ work: WorkPermits) throws(RequestFailure) -> JSONValue {
        let timelines = try timelines(window, work)
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
        _ window: WindowRequest, _ work: WorkPermits
    ) throws(RequestFailure) -> [(variant: String, timeline: TitledTimeline)] {
        var scenarios = namesVariants ? try scenarios() : Array(try scenarios().prefix(1))
        let permit = try work.permit(scenarios, .unknown, command: command("timeline"))
        defer { withExtendedLifetime(permit) {} }
        if window.kitchen ?? false { for index in scenarios.indices { scenarios[index].laneNames = .kitchen } }
        guard scenarios.count <= work.limits.timelines else {
            throw .unusable("\(scenarios.count) timelines are too many: name at most \(work.limits.timelines) variants")
        }
        do throws(TimelineWindowError) {
            let each = work.limits.recordedChanges / scenarios.count
            let timelines = try window.timelines(of: scenarios, mostRecorded: each)
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

    private static let mostSteps = 1000

    /// When it ends, as the command that shows the same has to be told; nil where it ends so by itself.
    func end(of timelines: [(variant: String, timeline: TitledTimeline)]) -> String? {
        if let to { return to }
        let shown = timelines.map(\.timeline.timeline)
        guard shown.contains(where: { $0.finishedSteps.max() ?? 0 != TimelineWindow.usualSteps }) else { return nil }
        return shown.map(\.window.upperBound).max().map { "\($0) ns" }
    }

    /// The timelines of scenarios; where no end is asked for and there is too much in it, the window has fewer steps.
    ///
    /// - Throws: when there is no such window, or even one step is too much.
    func timelines(
        of scenarios: [Scenario], mostRecorded: Int
    ) throws(TimelineWindowError) -> [TitledTimeline] {
        let steps = min(max(1, steps ?? TimelineWindow.usualSteps), Self.mostSteps)
        let window = try TimelineWindow(from: from, to: to, defaultSteps: steps, mostRecorded: mostRecorded)
        // An end that was asked for stays.
        return try to == nil ? window.simulatedAsFarAsRecorded(scenarios) : window.simulated(scenarios)
    }
}
