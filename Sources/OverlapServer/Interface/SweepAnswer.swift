import Experiments
import PipelineRuns
import PipelineSimulation
import Reports
import ScenarioFiles

extension RequestedScenario {
    /// The points of a grid, told one by one.
    ///
    /// - Parameters:
    ///   - arguments: as `--vary` takes them.
    ///   - work: permits it.
    /// - Throws: when there is no such grid, or it would take too long.
    func sweep(_ arguments: [String], _ work: WorkPermits) throws(RequestFailure) -> LineStream {
        let (grid, points) = try self.grid(arguments)
        let command = command("sweep").option("--vary", arguments)
        let permit = try work.permit(points.map(\.scenario), .lines, command: command)
        let keys = ["variant"] + grid.titles
        return LineStream { tell throws(RequestFailure) in
            var results: [SweepResult] = []
            do throws(ReplicationError) {
                try await Experiments.simulate(sweep: points, threads: permit.threads) { result in
                    results.append(result)
                    let values = zip(keys.dropFirst(), result.point.cells).map { ($0, $1) }
                    let point = JSONValue(run: results.count, varied: values, result.summary)
                    tell(.object([("point", .object((point.members ?? []) + result.texts))]))
                    return true
                }
            } catch {
                throw RequestFailure(error)
            }
            return JSONValue(sweepOf: grid, results).with(command)
        }
    }

    /// The grid of the arguments of `--vary`, and its points.
    func grid(_ arguments: [String]) throws(RequestFailure) -> (grid: SweepGrid, points: [SweepGrid.Point]) {
        do throws(SweepGridError) {
            let grid = try SweepGrid(arguments: arguments)
            let points = try grid.points(variants: variants) { variant, changes throws(ScenarioFileError) in
                try file.scenario(variant: variant, overrides: overrides + changes)
            }
            try file.checkGivenOnce(varied: grid.paths, variants: variants, overrides: overrides)
            return (grid, points)
        } catch {
            throw RequestFailure(error)
        }
    }
}

extension SweepResult {
    /// What the page writes beside the point, with the digits that the command prints.
    fileprivate var texts: [JSONValue.Member] {
        func text(_ metric: Metric) -> JSONValue {
            summary.estimate(metric).map { .string(QuantityFormat.text($0)) } ?? .null
        }
        let alone = stepAloneSamplesPerSecond
        return [
            ("text", text(.samplesPerSecond)), ("stall", text(.stallFraction)), ("stepAlone", JSONValue(alone)),
            ("stepAloneText", alone.map { .string(QuantityFormat.text($0, .samplesPerSecond)) } ?? .null),
        ]
    }
}

extension JSONValue {
    /// The same object, with the command that prints it first.
    func with(_ command: CommandText) -> JSONValue {
        .object([("command", .string(command.text))] + (members ?? []))
    }

    /// How far something has come.
    static func progress(_ fraction: Double, _ text: String) -> JSONValue {
        .object([("progress", .object([("fraction", .number(min(1, max(0, fraction)))), ("text", .string(text))]))])
    }
}
