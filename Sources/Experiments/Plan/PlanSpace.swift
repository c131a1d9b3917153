import Pipelines
import ScenarioFiles

/// What a plan may change, and the stages that it may add.
struct PlanSpace: Sendable {
    /// A stage that the pipeline does not have, which an axis may bring to work.
    struct Addition: Sendable {
        /// The operator.
        var name: String
        /// Its position in the pipeline with all additions.
        var position: Int
        /// The value with which it does nothing, as a scenario has it.
        var idle: String
        /// The axis that gives it another.
        var axis: Int
    }

    /// What may change.
    private(set) var axes: [PlanAxis]
    /// Stages that are added, from the first in the pipeline on.
    private let additions: [Addition]
    /// Limits of what the scenario does not limit: they hold in every simulation, and nothing is paid for them.
    private let unpaidLimits: [Override]

    /// - Parameters:
    ///   - axes: what may change, at least one value each.
    ///   - additions: stages that some axis may bring to work.
    ///   - limits: the most that parameters may be; a value beyond it is left out.
    /// - Throws: when nothing is left of an axis, or the scenario is beyond a limit of what may not change.
    init(
        _ axes: [PlanAxis], additions: [Addition] = [], of subject: PlanSubject, _ limits: [PlanLimit]
    ) throws(PlanError) {
        self.additions = additions
        let added = subject.changed(try Self.inserting(additions, into: subject))
        var unpaidLimits: [Override] = []
        var kept: [PlanAxis] = []
        for axis in axes {
            let within = try axis.keeping { value throws(PlanError) in
                for limit in limits {
                    // A value says nothing of a parameter that it leaves as it is.
                    if value.sets(limit.path), try limit.isKept(by: added, value.changes) == false { return false }
                }
                return true
            }
            guard let within else {
                throw .badQuestion("no value of `\(visible(axis.name))` is within the limits")
            }
            kept.append(within)
        }
        for limit in limits where !kept.contains(where: { $0.governs(limit.path) }) {
            switch try limit.isKept(by: subject, []) {
            case true?: continue
            case nil: unpaidLimits.append(try limit.change(of: subject))
            case false?:
                throw .badQuestion(
                    "`\(visible(limit.path))` is beyond its limit, \(visible(limit.text)), in the scenario, and may "
                        + "not change: name it in `--vary`, or leave the limit out")
            }
        }
        self.axes = kept
        self.unpaidLimits = unpaidLimits
        // As a floating-point number, which the product of any lists fits.
        let count = kept.reduce(1.0) { $0 * Double($1.searched.count) }
        guard count <= Double(PlanQuestion.mostCandidates) else {
            throw .badQuestion(
                "there are \(count < 1e15 ? "\(Int(count))" : "more than 10^15") configurations, and at most "
                    + "\(PlanQuestion.mostCandidates) are searched: name fewer values with `--vary`")
        }
    }

    /// Those that `--vary` names.
    init(
        _ arguments: [String], of subject: PlanSubject, _ limits: [PlanLimit], disks: [Prices.PricedDisk]
    ) throws(PlanError) {
        var axes: [PlanAxis] = []
        for argument in arguments {
            let vary: Vary
            do { vary = try Vary(argument: argument) } catch { throw .notAccepted(error) }
            axes.append(try PlanAxis(vary, of: subject, disks: disks))
        }
        let paths = axes.flatMap(\.paths)
        for (index, path) in paths.enumerated() where paths[..<index].contains(path) {
            throw .badQuestion("`--vary` changes `\(visible(path))` twice")
        }
        try self.init(axes, of: subject, limits)
    }

    /// The values of each configuration among which the cheapest is searched for.
    var combinations: [[Int]] {
        SweepGrid.product(axes.map(\.searched.count)).map { places in
            zip(axes, places).map { $0.searched[$1] }
        }
    }

    /// `cpu.cores = 16, prefetch.buffer = 2`.
    func text(_ values: [Int]) -> String {
        zip(axes, values).map { visible("\($0.paths.joined(separator: " = ")) = \($0.values[$1].text)") }
            .joined(separator: ", ")
    }

    /// A configuration as it is simulated, and as it is paid for; nil where the pipeline does not allow it.
    ///
    /// - Parameter isRequired: whether that is a mistake of whoever asked.
    func scenario(
        _ values: [Int], of subject: PlanSubject, isRequired: Bool
    ) throws(PlanError) -> (simulated: Scenario, paid: Scenario)? {
        do throws(PlanError) {
            let changes = try changes(values, of: subject)
            let paid = try subject.scenario(changes)
            return (unpaidLimits.isEmpty ? paid : try subject.scenario(changes + unpaidLimits), paid)
        } catch {
            if isRequired { throw error }
            return nil
        }
    }

    /// The scenario as it is, as it is simulated and as it is paid for.
    func today(of subject: PlanSubject) throws(PlanError) -> (simulated: Scenario, paid: Scenario) {
        let paid = try subject.scenario()
        return (unpaidLimits.isEmpty ? paid : try subject.scenario(unpaidLimits), paid)
    }

    /// The changes that make a configuration of the scenario as it is; stages that would do nothing are not added.
    func changes(_ values: [Int], of subject: PlanSubject) throws(PlanError) -> [Override] {
        let used = additions.filter { axes[$0.axis].values[values[$0.axis]].text != $0.idle }
        let idle = additions.filter { addition in !used.contains { $0.axis == addition.axis } }.map(\.axis)
        return try Self.inserting(used, into: subject)
            + axes.indices.filter { !idle.contains($0) }.flatMap { axes[$0].values[values[$0]].changes }
    }

    /// The change that adds stages, idle ones.
    private static func inserting(_ additions: [Addition], into subject: PlanSubject) throws(PlanError) -> [Override] {
        guard !additions.isEmpty else { return [] }
        do throws(ScenarioFileError) {
            return try subject.file.overrides(
                making: additions.map { .insert(operator: $0.name, value: $0.idle, at: $0.position) },
                variant: subject.variant, overrides: subject.overrides)
        } catch {
            throw .notAccepted(error)
        }
    }
}

extension PlanAxis {
    /// Whether it gives a parameter its value.
    fileprivate func governs(_ path: String) -> Bool {
        values.contains { $0.sets(path) }
    }
}

extension PlanAxis.Value {
    /// Whether it gives a parameter its value.
    fileprivate func sets(_ path: String) -> Bool {
        changes.contains { path == $0.path || path.hasPrefix("\($0.path).") }
    }
}
