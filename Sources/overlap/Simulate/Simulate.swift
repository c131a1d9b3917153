import ArgumentParser
import Experiments
import Foundation
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// `overlap simulate`.
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Simulates the variants of a scenario side by side.",
        discussion: "Without a file it simulates a built-in example.")

    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String?

    @OptionGroup var plan: PlanOptions

    @OptionGroup var limit: TimeOption

    @OptionGroup var report: ReportOptions

    func run() async throws {
        let opened = try plan.open(file)
        let scenarios = try opened.scenarios(writing: .result(report.output.path))
        let fitted = try limit.fitted(scenarios)
        limit.tell(fitted, quiet: plan.scenario.quiet)
        let summaries = try await Self.simulate(fitted.scenarios, plan)
        let next = file == nil ? BuiltInExample.next : nil
        let text = report.text(opened.file, summaries, next: next, remark: limit.remark(on: fitted))
        try OutputFile.write(text, to: report.output.path)
        report.warn(of: summaries)
        if let file, !plan.scenario.quiet, !report.json, !report.csv {
            AssumptionNotice.write(of: scenarios, opened.file, path: file)
        }
        if summaries.contains(where: { $0.precision == .notMet }) { throw CommandFailure.precisionNotReached }
    }

    private static func simulate(
        _ scenarios: [Scenario], _ plan: PlanOptions
    ) async throws(CommandFailure) -> [VariantSummary] {
        var progress = ProgressLine(unit: "variants", isQuiet: plan.scenario.quiet)
        defer { progress.end() }
        do {
            return try await PipelineSimulation.simulate(scenarios, threads: plan.threads.count) { progress.update($0) }
        } catch {
            throw CommandFailure(error)
        }
    }
}
