import Foundation
import Testing

/// What the command prints of random scenarios: the same whoever computes it, and in whatever form.
@Suite struct CommandTests {
    /// A process for each takes its time: few of the scenarios.
    private static let seeds = 1...UInt64(max(12, Seeds.count / 250))

    /// The scenario with two more variants, in either order.
    private func text(_ seed: UInt64, isReversed: Bool = false) -> String {
        let variants = ["one core: {cpu.cores: 1}", "base: {}", "long step: {train.step: 7 ms}"]
        let ordered = isReversed ? variants.reversed() : variants
        return ScenarioGenerator.scenario(seed: seed).text + "variants: {\(ordered.joined(separator: ", "))}\n"
    }

    /// In a terminal so wide that each variant has a row of the table.
    private func simulate(_ text: String, _ arguments: [String]) throws -> CommandRun {
        try CommandRun(
            ["simulate", "-", "--quiet", "--replications", "2"] + arguments, input: text,
            environment: ["COLUMNS": "1000"], in: FileManager.default.temporaryDirectory)
    }

    private func variants(_ run: CommandRun) throws -> [String: [String: Any]] {
        let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let variants = try #require(json?["variants"] as? [[String: Any]])
        return Dictionary(uniqueKeysWithValues: variants.map { ($0["variant"] as? String ?? "", $0) })
    }

    @Test(arguments: seeds)
    func `exit codes say what happened, and errors stand alone`(_ seed: UInt64) throws {
        let run = try simulate(text(seed), [])
        #expect([0, 65].contains(run.code), "\(text(seed))")
        #expect(run.output.isEmpty == (run.code != 0), "\(text(seed))")
        #expect(run.code == 0 || !run.errors.isEmpty, "\(text(seed))")
    }

    @Test(arguments: seeds)
    func `threads change nothing`(_ seed: UInt64) throws {
        let runs = try ["1", "3"].map { try simulate(text(seed), ["--json", "--threads", $0]) }
        #expect(runs[0].output == runs[1].output, "\(text(seed))")
        #expect(runs[0].code == runs[1].code && runs[0].errors == runs[1].errors, "\(text(seed))")
    }

    /// All but what refers to the first of them.
    @Test(arguments: seeds)
    func `the order of variants changes no variant`(_ seed: UInt64) throws {
        let (run, other) = (
            try simulate(text(seed), ["--json"]), try simulate(text(seed, isReversed: true), ["--json"])
        )
        #expect(run.code == other.code, "\(text(seed))")
        guard run.code == 0 else { return }
        let (figures, others) = (try variants(run), try variants(other))
        #expect(figures.keys.sorted() == ["base", "long step", "one core"])
        for (name, variant) in figures {
            let metrics = try #require(variant["metrics"] as? NSDictionary)
            #expect(metrics.isEqual(others[name]?["metrics"]), "`\(name)` of\n\(text(seed))")
        }
    }

    @Test(arguments: seeds)
    func `JSON, CSV and the table agree`(_ seed: UInt64) throws {
        let runs = try [["--json"], ["--csv"], []].map { try simulate(text(seed), $0) }
        #expect(Set(runs.map(\.code)).count == 1, "\(text(seed))")
        guard runs[0].code == 0 else { return }
        let rows = runs[1].output.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        for (name, variant) in try variants(runs[0]) {
            let metrics = try #require(variant["metrics"] as? [String: [String: Any]]).mapValues(value)
            let own = rows.filter { $0[1] == name }
            #expect(own.map { $0[2] }.filter { !Self.ownOfCSV.contains($0) }.sorted() == metrics.keys.sorted())
            for row in own {
                guard let inJSON = metrics[row[2]] else { continue }
                // The reader of JSON is off by a few units in the last place.
                let inRow = Double(row[4]) ?? .nan
                #expect(abs(inRow - inJSON) <= 1e-12 * abs(inRow), "\(row) of\n\(text(seed))")
            }
            try expectRate(metrics["samplesPerSecond"], ofRow: name, in: runs[2].output)
        }
    }

    /// Rows of CSV that are not among the metrics of JSON.
    private static let ownOfCSV = ["speedUp", "runSpeedUp", "outOfMemory"]

    private func value(_ metric: [String: Any]) -> Double {
        ((metric["mean"] ?? metric["maximum"]) as? NSNumber)?.doubleValue ?? .nan
    }

    /// Requires that the table's `1,829.4 ±5` or `1,829 run` is the rate, rounded to as many places.
    private func expectRate(_ rate: Double?, ofRow name: String, in output: String) throws {
        let row = try #require(output.split(separator: "\n").first { $0.hasPrefix("\(name)  ") }, "\(output)")
        let cell = row.dropFirst(name.count).drop { $0 == " " }
        guard let rate else { return #expect(cell.hasPrefix("out of memory"), "\(row)") }
        let digits = cell.prefix { $0.isNumber || $0 == "." || $0 == "," }.filter { $0 != "," }
        let places = digits.split(separator: ".").dropFirst().first?.count ?? 0
        let printed = try #require(Double(digits), "\(row)")
        #expect(abs(printed - rate) <= 0.5000001 * pow(10, -Double(places)), "\(row) of \(rate)")
    }
}
