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

    private func simulate(_ text: String, _ arguments: [String]) throws -> CommandRun {
        try CommandRun(
            ["simulate", "-", "--quiet", "--replications", "2"] + arguments, input: text,
            in: FileManager.default.temporaryDirectory)
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
            let metrics = try #require(variant["metrics"] as? [String: [String: Any]])
            for row in rows where row[1] == name && metrics[row[2]] != nil {
                let value = metrics[row[2]]?["mean"] ?? metrics[row[2]]?["maximum"]
                // The reader of JSON is off by a few units in the last place.
                let (inRow, inJSON) = (Double(row[4]) ?? .nan, ((value as? NSNumber)?.doubleValue) ?? .nan)
                #expect(abs(inRow - inJSON) <= 1e-12 * abs(inRow), "\(row) of\n\(text(seed))")
            }
            #expect(runs[2].output.contains(name))
        }
    }
}
