import Experiments
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles

extension RequestedScenario {
    /// Columns of texts that the page shows as they are.
    private static let style = TextStyle(columns: 100)

    /// What each resource allows at most.
    ///
    /// - Parameter target: samples per second that are wanted, if any.
    /// - Throws: when the pipeline has none.
    func bounds(target: Double?) throws(RequestFailure) -> JSONValue {
        if let target, !(target > 0 && target.isFinite) {
            throw .unusable("`target` is \(target): a number of samples per second above 0 is accepted")
        }
        let bounds = try scenarios().map { scenario throws(RequestFailure) in
            do { return try Bounds(scenario) } catch { throw .unusable("\(scenario.variant): \(error)") }
        }
        let command = command("bounds").option("--target", target.map { ["\($0)"] } ?? [])
        return Self.answer(
            command, BoundsText(bounds, target: target).text(Self.style),
            JSONValue(scenario: file.name, bounds, target: target))
    }

    /// Why the first variant is as fast as it is, and what one more of each thing brings.
    func explain(_ work: WorkPermits) throws(RequestFailure) -> LineStream {
        let variant = variants[0]
        let command = command("explain")
        let permit = try work.permit(try scenarios().filter { $0.variant == variant }, .lines, command: command)
        return LineStream { tell throws(RequestFailure) in
            do throws(ExplainError) {
                let diagnosis = try await Experiments.explain(
                    file, variant: variant, overrides: overrides, threads: permit.threads
                ) { tell(.progress($0, of: $1)) }
                return Self.answer(
                    command, DiagnosisText(diagnosis).text(Self.style),
                    JSONValue(scenario: file.name, [(diagnosis, nil)]),
                    more: [("gains", JSONValue(gainTextsOf: diagnosis))])
            } catch {
                throw RequestFailure(error)
            }
        }
    }

    /// Which of the variants is faster, and how surely.
    func compare(_ work: WorkPermits) throws(RequestFailure) -> LineStream {
        let scenarios = try scenarios()
        guard scenarios.count >= 2 else {
            throw .unusable("there is only one variant: comparing needs two or more")
        }
        guard scenarios.count <= Comparison.mostAlternatives else {
            throw .unusable(
                "there are \(scenarios.count) variants: at most \(Comparison.mostAlternatives) are compared at a time")
        }
        let command = command("compare")
        let permit = try work.permit(scenarios, .lines, command: command)
        let alternatives = scenarios.map { Alternative(name: $0.variant, $0) }
        return LineStream { tell throws(RequestFailure) in
            var comparison = Comparison(alternatives, objective: .automatic)
            do throws(ReplicationError) {
                try await comparison.decide(threads: permit.threads) { tell(.progress($0, of: $1)) }
            } catch {
                throw RequestFailure(error)
            }
            return Self.answer(command, ComparisonText(comparison).text(Self.style), JSONValue(comparison))
        }
    }

    /// The smallest value of a parameter that is nearly as good as any.
    ///
    /// - Parameters:
    ///   - argument: the parameter and its values, as `--vary` takes them.
    ///   - within: what may be missing of the asymptote, such as `1%`; 1 % where it is nil.
    ///   - work: permits it.
    /// - Throws: when there is no such grid, or it would take too long.
    func knee(
        _ argument: String, within: String?, _ work: WorkPermits
    ) throws(RequestFailure) -> LineStream {
        let share: Double
        do {
            share =
                try within.map { text throws(ScenarioFileError) in
                    try QuantityArgument.share(text, in: Knee.acceptedShares, option: "within")
                } ?? Knee.usualShare
        } catch { throw RequestFailure(error) }
        let (grid, points) = try grid([argument])
        let axis = grid.axes[0]
        guard axis.vary.values.count >= 2, points.count == axis.vary.values.count else {
            throw .unusable("a knee is searched among two or more values of one variant")
        }
        let command = command("knee").option("--vary", [argument]).option("--within", [within].compactMap { $0 })
        let permit = try work.permit(
            points.map(\.scenario), certain: [points[0].scenario], .lines, command: command)
        return LineStream { tell throws(RequestFailure) in
            var knee = Knee(axis, points: points, share: share)
            let planned = Double(knee.plannedTests)
            var tried: Set<Int> = []
            do throws(ReplicationError) {
                try await knee.find(threads: permit.threads) { position, replications in
                    tried.insert(position)
                    tell(
                        .progress(
                            Double(tried.count) / planned,
                            "\(axis.name) = \(axis.cell(position)): \(replications) replications"))
                }
            } catch {
                throw RequestFailure(error)
            }
            return Self.answer(
                command, KneeText(title: file.name, [(knee, nil)]).text(Self.style),
                JSONValue(scenario: file.name, knees: [(knee, nil)]))
        }
    }

    private static func answer(
        _ command: CommandText, _ text: String, _ result: JSONValue, more: [JSONValue.Member] = []
    ) -> JSONValue {
        .object([("command", .string(command.text)), ("text", .string(text)), ("result", result)] + more)
    }
}

extension JSONValue {
    /// Replications that are finished, of those to the next look.
    fileprivate static func progress(_ finished: Int, of all: Int) -> JSONValue {
        .progress(Double(finished) / Double(max(1, all)), "\(finished) of \(all) replications to the next look")
    }
}
