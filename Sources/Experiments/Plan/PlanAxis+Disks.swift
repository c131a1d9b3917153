import Pipelines
import ScenarioFiles

extension PlanAxis {
    /// What the scenario has as it is, where it has neither a name nor a number.
    static let asWritten = "as written"

    /// An axis of disks with prices of their own; `as written` is the scenario's, whatever it does.
    ///
    /// - Parameter names: of disks; one that is named twice counts once.
    /// - Throws: when there is no such disk.
    init(disks names: [String], among disks: [Prices.PricedDisk], of subject: PlanSubject) throws(PlanError) {
        let own = try subject.scenario().platform.disk
        let today = disks.first { $0.disk == own }?.name ?? Self.asWritten
        var values: [Value] = []
        for name in names {
            let value = try Self.value(name, today: today, among: disks)
            if !values.contains(where: { $0.text == value.text }) { values.append(value) }
        }
        self.init(
            paths: [Disk.name], values: values, today: values.firstIndex { $0.text == today }, todayText: today)
    }

    private static func value(
        _ name: String, today: String, among disks: [Prices.PricedDisk]
    ) throws(PlanError) -> Value {
        if name == today || name == asWritten { return Value(text: today, changes: [], number: nil) }
        guard let disk = disks.first(where: { $0.name == name }) else {
            throw .badQuestion(unknown(name, among: disks))
        }
        return Value(text: name, changes: [disk.change], number: nil)
    }

    private static func unknown(_ name: String, among disks: [Prices.PricedDisk]) -> String {
        guard !disks.isEmpty else {
            return
                "`--vary disk=\(visible(name))` names a disk of a file of prices, and no such file is given: "
                + "name it with `--cost`"
        }
        let known = disks.map(\.name) + [asWritten]
        let nearest = didYouMean(name, among: known)
        return "unknown disk `\(visible(name))`; known: \(known.joined(separator: ", "))\(nearest)"
    }
}
