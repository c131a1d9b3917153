import Pipelines
public import ScenarioFiles

extension LimitQuestion {
    /// A question about a variant of a scenario file.
    ///
    /// - Parameters:
    ///   - goal: the last value that meets the conditions, or the first.
    ///   - vary: the parameter, or several that move together, and their values.
    ///   - conditions: what must hold, at least one.
    ///   - file: the scenario.
    ///   - variant: one of the file's.
    ///   - overrides: changes made after those of the variant.
    ///   - growsData: whether data grow with the number of accelerators, where that is varied.
    /// - Throws: when a value is no whole number.
    public init(
        _ goal: EdgeGoal, of vary: Vary, conditions: [Condition], in file: ScenarioFile, variant: String,
        overrides: [Override] = [], growsData: Bool = true
    ) throws(LimitError) {
        var values: [Int] = []
        let unit = vary.values.first.map(Self.unit(of:)) ?? ""
        for text in vary.values {
            let number = text.dropLast(unit.count).filter { $0 != "_" && $0 != " " }
            guard Self.unit(of: text) == unit, let value = Int(number) else { throw .notWhole(text) }
            values.append(value)
        }
        let variesAccelerators = growsData && vary.paths.contains(where: Self.isAccelerators)
        let decoded = vary.paths.filter { !(variesAccelerators && Self.isAccelerators($0)) }
        self.init(
            goal, of: vary.paths, among: values, unit: unit, conditions: conditions
        ) { value throws(LimitError) in
            let scenario: Scenario
            do throws(ScenarioFileError) {
                let changes = try decoded.map { path throws(ScenarioFileError) in
                    try Override(path: path, value: unit.isEmpty ? "\(value)" : "\(value) \(unit)")
                }
                // The decoder limits their number; the data are grown below, once the scenario is decoded.
                if variesAccelerators { try file.checkCount(value, at: "gpu.count", variant, overrides) }
                scenario = try file.scenario(variant: variant, overrides: overrides + changes)
            } catch {
                throw .notAccepted(error)
            }
            guard variesAccelerators else { return scenario }
            do throws(PipelineError) { return try scenario.onAccelerators(value, growingData: true) } catch {
                throw .cannotRun(error, value: value)
            }
        }
    }

    /// What is written behind a number: `GiB` of `64 GiB`.
    private static func unit(of text: String) -> String {
        String(text.drop { $0.isNumber || $0 == "_" || $0 == "-" || $0 == "." || $0 == " " })
    }

    private static func isAccelerators(_ path: String) -> Bool { ["gpu.count", "platform.gpu.count"].contains(path) }
}

extension ScenarioFile {
    /// Tries a count that the scenario does not accept, for the message.
    fileprivate func checkCount(
        _ count: Int, at path: String, _ variant: String, _ overrides: [Override]
    ) throws(ScenarioFileError) {
        guard let setting = try setting(path, variant: variant, overrides: overrides), !setting.accepts(count) else {
            return
        }
        _ = try scenario(variant: variant, overrides: overrides + [try Override(path: path, value: "\(count)")])
    }
}
