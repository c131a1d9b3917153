import Experiments
import PipelineRuns
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles

/// The form of a file that the page offers.
enum ExportFormat: String, Decodable, CaseIterable {
    /// The points of a sweep, or the figures of the variants.
    case csv
    /// The timeline as a picture.
    case svg
    /// The timeline for ui.perfetto.dev.
    case trace
    /// The scenario.
    case yaml
}

extension RequestedScenario {
    /// A file of what the page shows.
    ///
    /// - Parameters:
    ///   - format: its form.
    ///   - vary: the parameter of the sweep, where points are wanted.
    ///   - window: of a timeline.
    ///   - work: permits it.
    /// - Throws: when it cannot be simulated, or would take too long.
    func export(
        _ format: ExportFormat, vary: [String], _ window: WindowRequest, _ work: WorkPermits
    ) async throws(RequestFailure) -> GeneratedFile {
        switch format {
        case .yaml: GeneratedFile(name: "pipeline.yaml", contentType: "application/yaml", text: try written())
        case .svg:
            GeneratedFile(
                name: "timeline.svg", contentType: "image/svg+xml",
                text: TimelineSVG(try figures(window, work), origin: "").text)
        case .trace:
            GeneratedFile(
                name: "trace.json", contentType: "application/json",
                text: TimelineTrace(try figures(window, work)).text)
        case .csv:
            GeneratedFile(
                name: vary.isEmpty ? "figures.csv" : "curve.csv", contentType: "text/csv",
                text: try await table(vary, work))
        }
    }

    /// The text as it was read; where something is changed, the first variant with all changes made.
    private func written() throws(RequestFailure) -> String {
        if overrides.isEmpty { return text }
        do {
            var document = try file.document(variant: variants[0], overrides: overrides)
            document.comments = ["\(variants[0]), changed: \(command("simulate").text)"]
            return document.text
        } catch {
            throw RequestFailure(error)
        }
    }

    private func figures(_ window: WindowRequest, _ work: WorkPermits) throws(RequestFailure) -> [TimelineFigure] {
        try timelines(window, work).map { TimelineFigure($0.timeline) }
    }

    private func table(_ vary: [String], _ work: WorkPermits) async throws(RequestFailure) -> String {
        let (grid, points) = try grid(vary)
        let permit = try work.permit(
            points.map(\.scenario), .request,
            command: command(vary.isEmpty ? "simulate" : "sweep").option("--vary", vary))
        defer { withExtendedLifetime(permit) {} }
        let csv = CSVText(keys: ["variant"] + grid.titles)
        var lines = csv.header
        var count = 0
        do throws(ReplicationError) {
            try await Experiments.simulate(sweep: points, threads: permit.threads) { result in
                count += 1
                lines += csv.lines(run: count, [result.point.variant] + result.point.cells, result.summary)
                return true
            }
        } catch {
            throw RequestFailure(error)
        }
        return lines
    }
}
