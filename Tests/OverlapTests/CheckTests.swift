import Foundation
import Testing

@Suite struct CheckTests {
    private static let check = ["check", "tfdata", "tfdata.json"]

    @Test(arguments: [
        ("check-tfdata.txt", []), ("check-tfdata.json", ["--json"]), ("check-tfdata.md", ["--markdown"]),
        ("check-tfdata-case.txt", ["--case", "buffered"]),
        ("check-tfdata-ablate.txt", ["--ablate", "no-overheads"]),
        ("check-tfdata-ablate.json", ["--ablate", "prefetch-compute-then-block", "--json"]),
        ("check-tfdata-ablate-all.md", ["--ablate", "all", "--markdown"]),
    ])
    func `prints`(golden: String, options: [String]) throws {
        let run = try CommandRun(Self.check + options)
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        try expectGolden(run.output, golden)
    }

    @Test func `has JSON of the agreed shape`() throws {
        let run = try CommandRun(Self.check + ["--json"])
        let value = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let cases = try #require(value["cases"] as? [[String: Any]])
        #expect(cases.map { $0["id"] as? String } == ["by-turns", "buffered", "overheads", "zipped", "broken"])
        #expect(cases[0]["reason"] is NSNull)
        #expect(cases[3]["predicted"] is NSNull && cases[3]["error"] is NSNull)
        #expect(cases[3]["reason"] as? String == "the operator `zip` is not modelled")
        let predicted = try #require(cases[0]["predicted"] as? Double)
        let measured = try #require(cases[0]["measured"] as? Double)
        #expect(abs(try #require(cases[0]["error"] as? Double) - (predicted / measured - 1)) < 1e-12)
        let summary = try #require(value["summary"] as? [String: Any])
        #expect(summary["n"] as? Int == 2)
        for key in ["median", "p90", "max"] { #expect(summary[key] is Double) }
    }

    @Test func `writes the same bytes each time, and to a file`() throws {
        let directory = try TemporaryDirectory()
        let run = try CommandRun(Self.check + ["--markdown", "-o", directory.path("board.md")])
        #expect(run.code == 0 && run.output.isEmpty)
        #expect(try directory.text("board.md") == (try CommandRun(Self.check + ["--markdown"])).output)
    }

    @Test(arguments: [("check-torch.txt", []), ("check-torch.json", ["--json"]), ("check-torch.md", ["--markdown"])])
    func `prints loops over PyTorch's loader`(golden: String, options: [String]) throws {
        let run = try CommandRun(["check", "torch", "torch.json"] + options)
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        try expectGolden(run.output, golden)
    }

    private static let ranks = ["check", "dlio", "dlio-rank-0.json", "dlio-rank-1.json"]

    @Test(arguments: [("check-dlio.txt", []), ("check-dlio.json", ["--json"]), ("check-dlio.md", ["--markdown"])])
    func `prints what the ranks of a DLIO run reported`(golden: String, options: [String]) throws {
        let run = try CommandRun(Self.ranks + options)
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        try expectGolden(run.output, golden)
    }

    @Test(
        arguments: [
            (ranks + ["--fit-epoch", "4"], 64, "no epoch 4"), (["check", "dlio"], 64, "Missing expected argument"),
            (ranks + ["dlio-rank-0.json"], 64, "given twice"), (ranks + ["none.json"], 74, "cannot read `none.json`"),
            (ranks + ["torch.json"], 65, "torch.json is not the output of a DLIO rank: there is no epoch"),
            (ranks + ["--json", "--markdown"], 64, "cannot be combined"),
        ] as [([String], Int32, String)])
    func `says what is wrong with a run of ranks`(arguments: [String], code: Int32, message: String) throws {
        let run = try CommandRun(arguments)
        #expect(run.code == code && run.output.isEmpty)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test(arguments: [
        ["import", "tfdata"], ["check", "tfdata"], ["import", "torch"], ["check", "torch"], ["check", "dlio"],
    ])
    func `explains itself`(command: [String]) throws {
        let run = try CommandRun(command + ["--help"], environment: ["COLUMNS": "100"])
        try expectGolden(run.output, "help-\(command.joined(separator: "-")).txt")
    }
}
