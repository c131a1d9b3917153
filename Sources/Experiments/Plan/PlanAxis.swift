import Pipelines
public import ScenarioFiles

/// What a plan may change: a parameter, or several that move together, with the values that it may give them.
public struct PlanAxis: Sendable {
    /// A value.
    public struct Value: Sendable {
        /// As people write it.
        public let text: String
        /// The changes that give it; none where it is what the scenario has anyway.
        public let changes: [Override]
        /// The number that it is; nil for a word.
        public let number: Double?
    }

    /// The parameters, with their full names.
    public let paths: [String]
    /// The values: words as they were given, the plainest first, then numbers from the smallest on.
    public let values: [Value]
    /// Which of them the scenario has as it is; nil where none is that.
    public let today: Int?
    /// What the scenario has as it is.
    public let todayText: String

    /// The values with which the cheapest is searched for; the others are tried in place of the one that is found.
    private(set) var searched: [Int]

    /// Whether it chooses among disks with prices of their own.
    var isOfPricedDisks: Bool { paths == [Disk.name] }

    /// What reports call it.
    public var name: String { paths.joined(separator: ", ") }

    /// - Parameter values: at least one.
    init(paths: [String], values: [Value], today: Int?, todayText: String) {
        precondition(!values.isEmpty, "An axis has values")
        self.paths = paths
        self.values = values
        self.today = today
        self.todayText = todayText
        searched = Array(values.indices)
    }

    /// The same axis, searched only among some of its values, and what the scenario has as it is.
    ///
    /// - Parameter texts: those values; all where none of them is one.
    func searched(_ texts: [String]) -> PlanAxis {
        var axis = self
        let chosen = values.indices.filter { texts.contains(values[$0].text) || $0 == today }
        if !chosen.isEmpty { axis.searched = chosen }
        return axis
    }

    /// The largest number below a value; nil where there is none, or the value is a word.
    func below(_ value: Int) -> Int? {
        guard let number = values[value].number else { return nil }
        return values.indices.filter { values[$0].number.map { $0 < number } == true }
            .max { (values[$0].number ?? 0) < (values[$1].number ?? 0) }
    }

    /// How much of it a value is, from 0 to 1, by its place among the others.
    func generosity(_ value: Int) -> Double {
        values.count > 1 ? Double(value) / Double(values.count - 1) : 0
    }

    /// The same axis with some of its values.
    func keeping(_ isKept: (Value) throws(PlanError) -> Bool) throws(PlanError) -> PlanAxis? {
        var kept: [Int] = []
        for index in values.indices where try isKept(values[index]) { kept.append(index) }
        guard !kept.isEmpty else { return nil }
        let axis = PlanAxis(
            paths: paths, values: kept.map { values[$0] }, today: today.flatMap { kept.firstIndex(of: $0) },
            todayText: todayText)
        return searched.count < values.count ? axis.searched(searched.map { values[$0].text }) : axis
    }
}

extension PlanAxis {
    /// An axis as `--vary` gives it; `disk` may have the names of priced disks for values.
    ///
    /// - Throws: when a value is not accepted, or a path leads nowhere.
    init(_ vary: Vary, of subject: PlanSubject, disks: [Prices.PricedDisk]) throws(PlanError) {
        if vary.paths == [Disk.name] || vary.paths == ["platform.\(Disk.name)"] {
            try self.init(disks: vary.values, among: disks, of: subject)
            return
        }
        var paths: [String] = []
        for path in vary.paths { paths.append(try subject.parameterPath(path)) }
        var values: [Value] = []
        for text in vary.values { values.append(try Self.value(text, paths, subject)) }
        try self.init(paths: paths, ordering: values, of: subject)
    }

    /// Values of parameters, put into order.
    init(paths: [String], ordering given: [Value], of subject: PlanSubject) throws(PlanError) {
        var values = given
        let numbers = values.filter { $0.number != nil }.sorted { ($0.number ?? 0) < ($1.number ?? 0) }
        values = values.filter { $0.number == nil } + numbers
        let (today, text) = try Self.today(paths, values, subject)
        self.init(paths: paths, values: values, today: today, todayText: text)
    }

    /// A value of all paths, tried on the scenario.
    static func value(_ text: String, _ paths: [String], _ subject: PlanSubject) throws(PlanError) -> Value {
        var changes: [Override] = []
        for path in paths {
            do throws(ScenarioFileError) { changes.append(try Override(path: path, value: text)) } catch {
                throw .notAccepted(error)
            }
        }
        let setting = try subject.setting(paths[0], changes)
        // A path that leads deeper, as into a distribution, names no setting.
        let number = setting.map(\.number) ?? Double(text)
        return Value(text: text, changes: changes, number: number)
    }

    /// What the scenario has as it is: the value that changes nothing of it.
    private static func today(
        _ paths: [String], _ values: [Value], _ subject: PlanSubject
    ) throws(PlanError) -> (value: Int?, text: String) {
        var texts: [String] = []
        for path in paths { texts.append(try subject.setting(path)?.text ?? asWritten) }
        let text = Set(texts).count == 1 ? texts[0] : texts.joined(separator: ", ")
        let own = try settings(paths, subject, [])
        for index in values.indices {
            if !own.isEmpty, try settings(paths, subject, values[index].changes) == own { return (index, text) }
        }
        return (nil, text)
    }

    private static func settings(
        _ paths: [String], _ subject: PlanSubject, _ changes: [Override]
    ) throws(PlanError) -> [ParameterValue?] {
        var values: [ParameterValue?] = []
        for path in paths {
            guard let setting = try subject.setting(path, changes) else { return [] }
            values.append(setting.value)
        }
        return values
    }
}
