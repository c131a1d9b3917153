import Foundation
import Testing

@Suite struct GoldenTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var golden: String
        var arguments: [String]
        var environment: [String: String] = [:]
        var code: Int32 = 0
        var testDescription: String { golden }
    }

    /// How many accelerators 32 cores feed, with two conditions.
    private static let max = [
        "max", "feeding.yaml", "--vary", "gpu.count=1..64", "--while", "AU>=90%", "--while", "memory<=3 MB",
    ]
    /// How many cores decoding needs, and what that hinges on.
    private static let min = [
        "min", "feeding.yaml", "--vary", "cpu.cores,decode.parallelism=1..16", "--until", "AU>=95%", "--uncertain",
        "decode.cost=±20%", "--uncertain", "disk.bandwidth=±20%",
    ]

    /// The cheapest that keeps the accelerator busy, and what that hinges on.
    private static let plan = [
        "plan", "feeding.yaml", "--set", "cpu.cores=4", "--set", "decode.parallelism=4", "--vary", "cpu.cores=1..8",
        "--vary", "decode.parallelism=2,4,6,8", "--vary",
        "disk=slow,fast", "--target", "AU>=95%", "--cost", "prices.yaml",
    ]

    /// One that matters, and one that does not.
    private static let guesses = ["--uncertain", "decode.cost=±40%", "--uncertain", "disk.bandwidth=±20%"]

    @Test(arguments: [
        Case(golden: "simulate.txt", arguments: ["simulate", "small.yaml"]),
        Case(golden: "simulate-80.txt", arguments: ["simulate", "small.yaml"], environment: ["COLUMNS": "80"]),
        Case(golden: "simulate-60.txt", arguments: ["simulate", "small.yaml"], environment: ["COLUMNS": "60"]),
        Case(golden: "simulate-legend.txt", arguments: ["simulate", "small.yaml", "--legend"]),
        Case(golden: "figures.txt", arguments: ["figures"]),
        Case(golden: "bounds.txt", arguments: ["bounds", "small.yaml", "--target", "500"], code: 1),
        Case(golden: "bounds.json", arguments: ["bounds", "small.yaml", "--json"]),
        Case(golden: "help-bounds.txt", arguments: ["bounds", "--help"], environment: ["COLUMNS": "100"]),
        Case(
            golden: "explain-60.txt", arguments: ["explain", "small.yaml", "--variants", "all"],
            environment: ["COLUMNS": "60"], code: 2),
        Case(
            golden: "explain-80.txt", arguments: ["explain", "small.yaml", "--variants", "all"],
            environment: ["COLUMNS": "80"], code: 2),
        Case(golden: "explain-120.txt", arguments: ["explain", "small.yaml", "--explain"]),
        Case(golden: "explain.json", arguments: ["explain", "small.yaml", "--json"]),
        Case(golden: "explain.csv", arguments: ["explain", "small.yaml", "--csv"]),
        Case(golden: "help-explain.txt", arguments: ["explain", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-max.txt", arguments: ["max", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-min.txt", arguments: ["min", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-plan.txt", arguments: ["plan", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "plan.txt", arguments: Self.plan),
        Case(golden: "plan-60.txt", arguments: Self.plan, environment: ["COLUMNS": "60"]),
        Case(golden: "plan.json", arguments: Self.plan + ["--json"]),
        Case(
            golden: "plan-twins.txt",
            arguments: [
                "plan", "feeding.yaml", "--target", "AU>=90%", "--vary", "cpu.cores=1..8", "--vary", "disk=north,south",
                "--cost", "twin-prices.yaml",
            ]),
        Case(golden: "plan-hour.txt", arguments: Self.plan + ["--per", "hour", "--explain"]),
        Case(
            golden: "plan-uncertain.txt",
            arguments: Self.plan + ["--uncertain", "decode.cost=±20%", "--uncertain", "disk.latency=±20%"],
            environment: ["COLUMNS": "100"]),
        Case(
            golden: "plan-resources.txt",
            arguments: ["plan", "feeding.yaml", "--target", "AU>=95%", "--limit", "cpu.cores=8"]),
        Case(
            golden: "plan-unreachable.txt",
            arguments: ["plan", "feeding.yaml", "--target", "samplesPerSecond>=500", "--vary", "cpu.cores=4..8"],
            code: 1),
        Case(golden: "plan-check.txt", arguments: Self.plan + ["--check"], code: 1),
        Case(golden: "planned.yaml", arguments: Self.plan + ["-o", "-"]),
        Case(golden: "export-tfdata.py", arguments: ["export", "tfdata", "small.yaml", "--variant", "all"]),
        Case(golden: "export-pytorch.py", arguments: ["export", "pytorch", "loader.yaml"]),
        Case(
            golden: "help-export-tfdata.txt", arguments: ["export", "tfdata", "--help"], environment: ["COLUMNS": "100"]
        ),
        Case(
            golden: "help-export-pytorch.txt", arguments: ["export", "pytorch", "--help"],
            environment: ["COLUMNS": "100"]),
        Case(golden: "schema-prices.json", arguments: ["schema", "--prices"]),
        Case(golden: "max.txt", arguments: Self.max),
        Case(golden: "max-80.txt", arguments: Self.max, environment: ["COLUMNS": "80"]),
        Case(golden: "max-60.txt", arguments: Self.max, environment: ["COLUMNS": "60"]),
        Case(golden: "max.json", arguments: Self.max + ["--json"]),
        Case(golden: "max.csv", arguments: Self.max + ["--csv"]),
        Case(golden: "min.txt", arguments: Self.min),
        Case(golden: "min-60.txt", arguments: Self.min, environment: ["COLUMNS": "60"]),
        Case(golden: "min.json", arguments: Self.min + ["--json"]),
        Case(golden: "min.csv", arguments: Self.min + ["--csv"]),
        Case(
            golden: "explain-uncertain.txt",
            arguments: ["explain", "feeding.yaml", "--set", "decode.parallelism=5"] + Self.guesses,
            environment: ["COLUMNS": "100"]),
        Case(
            golden: "explain-uncertain.csv",
            arguments: ["explain", "feeding.yaml", "--csv", "--set", "decode.parallelism=5"] + Self.guesses),
        Case(
            golden: "knee-uncertain.txt",
            arguments: ["knee", "feeding.yaml", "--vary", "decode.parallelism=1..32"] + Self.guesses,
            environment: ["COLUMNS": "100"]),
        Case(
            golden: "knee-uncertain.json",
            arguments: ["knee", "feeding.yaml", "--vary", "decode.parallelism=1..8", "--json"] + Self.guesses),
        Case(
            golden: "compare-uncertain.txt",
            arguments: ["compare", "feeding.yaml", "--against", "decode.parallelism=6"] + Self.guesses,
            environment: ["COLUMNS": "100"]),
        Case(
            golden: "compare-uncertain-60.txt",
            arguments: ["compare", "feeding.yaml", "--against", "decode.parallelism=6"] + Self.guesses,
            environment: ["COLUMNS": "60"]),
        Case(
            golden: "compare-uncertain-same.txt",
            arguments: [
                "compare", "feeding.yaml", "--against", "decode.parallelism=4", "--uncertain", "decode.cost=±10%",
            ]),
        Case(
            golden: "compare-uncertain-several.txt",
            arguments: ["compare", "feeding.yaml", "--against", "decode.parallelism=6", "--against", "prefetch=0"]
                + Self.guesses, environment: ["COLUMNS": "100"]),
        Case(
            golden: "compare-uncertain.csv",
            arguments: ["compare", "feeding.yaml", "--against", "decode.parallelism=6", "--csv"] + Self.guesses),
        Case(
            golden: "knee.txt",
            arguments: ["knee", "small.yaml", "--variants", "all", "--vary", "decode.parallelism=1..32"]),
        Case(
            golden: "knee-80.txt",
            arguments: ["knee", "small.yaml", "--variants", "all", "--vary", "decode.parallelism=1..32", "--explain"],
            environment: ["COLUMNS": "80"]),
        Case(
            golden: "knee-60.txt",
            arguments: ["knee", "small.yaml", "--variants", "all", "--vary", "decode.parallelism=1,2,4,8"],
            environment: ["COLUMNS": "60"]),
        Case(
            golden: "knee.json",
            arguments: ["knee", "small.yaml", "--variants", "all", "--vary", "decode.parallelism=1,2,4,8", "--json"]),
        Case(
            golden: "knee.csv",
            arguments: ["knee", "small.yaml", "--variants", "all", "--vary", "prefetch=0,2", "--csv"]),
        Case(golden: "help-knee.txt", arguments: ["knee", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "compare.txt", arguments: ["compare", "small.yaml:naive", "--against", "prefetch=2"]),
        Case(
            golden: "compare-80.txt",
            arguments: ["compare", "small.yaml:naive", "--against", "prefetch=2", "--explain"],
            environment: ["COLUMNS": "80"]),
        Case(
            golden: "compare-60.txt",
            arguments: ["compare", "small.yaml:all", "--against", "prefetch.buffer=1,decode.parallelism=5"],
            environment: ["COLUMNS": "60"]),
        Case(golden: "compare-matrix.txt", arguments: ["compare", "small.yaml"]),
        Case(golden: "compare-matrix-60.txt", arguments: ["compare", "small.yaml"], environment: ["COLUMNS": "60"]),
        Case(golden: "compare.json", arguments: ["compare", "small.yaml", "--variants", "prefetch,all", "--json"]),
        Case(golden: "compare.csv", arguments: ["compare", "small.yaml", "--variants", "prefetch,all", "--csv"]),
        Case(
            golden: "compare-measured.txt", arguments: ["compare", "small.yaml", "measured.csv"],
            environment: ["COLUMNS": "80"], code: 1),
        Case(
            golden: "compare-measured-one.txt", arguments: ["compare", "small.yaml:all", "measured.csv", "--explain"],
            code: 1),
        Case(
            golden: "compare-measured.json", arguments: ["compare", "small.yaml:all", "measured.csv", "--json"], code: 1
        ),
        Case(
            golden: "compare-measured.csv", arguments: ["compare", "small.yaml:all", "measured.csv", "--csv"], code: 1),
        Case(golden: "help-compare.txt", arguments: ["compare", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-serve.txt", arguments: ["serve", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "simulate-40.txt", arguments: ["simulate", "small.yaml"], environment: ["COLUMNS": "40"]),
        Case(golden: "simulate.csv", arguments: ["simulate", "small.yaml", "--csv"]),
        Case(golden: "simulate.json", arguments: ["simulate", "small.yaml", "--json", "--variants", "all,naive"]),
        Case(
            golden: "two-accelerators.txt", arguments: ["simulate", "two-accelerators.yaml"],
            environment: ["COLUMNS": "80"]),
        Case(golden: "hungry.txt", arguments: ["simulate", "hungry.yaml"]),
        Case(golden: "hungry.csv", arguments: ["simulate", "hungry.yaml", "--csv", "--variants", "hungry"]),
        Case(golden: "hungry.json", arguments: ["simulate", "hungry.yaml", "--json", "--variants", "hungry"]),
        Case(golden: "one.txt", arguments: ["simulate", "small.yaml", "--replications", "1", "--variants", "all"]),
        Case(
            golden: "imprecise.txt",
            arguments: [
                "simulate", "small.yaml", "--replications", "auto", "--precision", "0.001 %", "--set",
                "run.maxReplications=4", "--variants", "naive",
            ], code: 2),
        Case(golden: "example.txt", arguments: ["simulate", "--replications", "2"]),
        Case(golden: "help.txt", arguments: ["--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-learn.txt", arguments: ["learn", "--help"], environment: ["COLUMNS": "100"]),
        Case(
            golden: "help-exercises.txt", arguments: ["exercises", "--help"], environment: ["COLUMNS": "100"]),
        Case(
            golden: "help-exercises-sheet.txt", arguments: ["exercises", "sheet", "--help"],
            environment: ["COLUMNS": "100"]),
        Case(
            golden: "help-exercises-check.txt", arguments: ["exercises", "check", "--help"],
            environment: ["COLUMNS": "100"]),
        Case(golden: "help-autotune.txt", arguments: ["autotune", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "autotune.txt", arguments: ["autotune", "tuned.yaml", "--quiet"]),
        Case(golden: "autotune.json", arguments: ["autotune", "tuned.yaml", "--quiet", "--json"]),
        Case(golden: "help-simulate.txt", arguments: ["simulate", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-sweep.txt", arguments: ["sweep", "--help"], environment: ["COLUMNS": "100"]),
        Case(
            golden: "help-export-notebooks.txt", arguments: ["export", "notebooks", "--help"],
            environment: ["COLUMNS": "100"]),
        Case(golden: "help-datagen.txt", arguments: ["datagen", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-execute.txt", arguments: ["execute", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-calibrate.txt", arguments: ["calibrate", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-validate.txt", arguments: ["validate", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-devices.txt", arguments: ["devices", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-new.txt", arguments: ["new", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-overlays.txt", arguments: ["overlays", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-schema.txt", arguments: ["schema", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-import-dlio.txt", arguments: ["import", "dlio", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "help-import-fio.txt", arguments: ["import", "fio", "--help"], environment: ["COLUMNS": "100"]),
        Case(
            golden: "help-import-trace.txt", arguments: ["import", "trace", "--help"], environment: ["COLUMNS": "100"]),
        Case(
            golden: "help-import-tfprofile.txt", arguments: ["import", "tfprofile", "--help"],
            environment: ["COLUMNS": "100"]),
        Case(
            golden: "help-import-lightning.txt", arguments: ["import", "lightning", "--help"],
            environment: ["COLUMNS": "100"]),
        Case(
            golden: "help-import-dmon.txt", arguments: ["import", "dmon", "--help"], environment: ["COLUMNS": "100"]),
        Case(
            golden: "sweep.csv",
            arguments: [
                "sweep", "small.yaml", "--vary", "prefetch.buffer=0..4:log2", "--vary", "train.step=5 ms,10 ms",
                "--variants", "all", "--metrics", "samplesPerSecond,peakBytes",
            ]),
        Case(
            golden: "sweep-table.txt",
            arguments: [
                "sweep", "small.yaml", "--table", "--vary", "prefetch.buffer=0..4:log2", "--variants", "naive,all",
            ], environment: ["COLUMNS": "80"]),
        Case(
            golden: "sweep-cost.txt",
            arguments: [
                "sweep", "feeding.yaml", "--table", "--vary", "cpu.cores=4,8,16", "--cost", "prices.yaml",
            ]),
        Case(
            golden: "sweep-cost.csv",
            arguments: [
                "sweep", "feeding.yaml", "--vary", "cpu.cores=4,8", "--cost", "prices.yaml", "--metrics",
                "samplesPerSecond",
            ]),
        Case(
            golden: "compare-cost.txt",
            arguments: ["compare", "feeding.yaml", "--against", "cpu.cores=8", "--cost", "prices.yaml"]),
        Case(
            golden: "sweep.json",
            arguments: ["sweep", "small.yaml", "--json", "--vary", "prefetch.buffer=0,2", "--variants", "naive"]),
        Case(golden: "help-lint.txt", arguments: ["lint", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "lint-rules.txt", arguments: ["lint", "--rules"]),
        Case(golden: "lint.txt", arguments: ["lint", "lint.yaml"], code: 1),
        Case(
            golden: "lint-60.txt", arguments: ["lint", "lint.yaml", "--variants", "cached"],
            environment: ["COLUMNS": "60"], code: 1),
        Case(
            golden: "lint.json",
            arguments: ["lint", "lint.yaml", "--json", "--variants", "cached,wide", "--replications", "4"], code: 1),
        Case(golden: "help-timeline.txt", arguments: ["timeline", "--help"], environment: ["COLUMNS": "100"]),
        Case(golden: "timeline.txt", arguments: ["timeline", "small.yaml", "--variant", "all"]),
        Case(
            golden: "timeline-60.txt", arguments: ["timeline", "small.yaml", "--variant", "all"],
            environment: ["COLUMNS": "60"]),
        Case(
            golden: "timeline-120.txt",
            arguments: ["timeline", "small.yaml", "--variant", "naive", "--variant", "all", "--width", "120"]),
        Case(
            golden: "timeline-ascii.txt",
            arguments: ["timeline", "two-accelerators.yaml", "--ascii", "--from", "20 ms", "--to", "60 ms"]),
        Case(
            golden: "timeline.json",
            arguments: ["timeline", "small.yaml", "--json", "--variant", "prefetch", "--to", "50 ms"]),
        Case(
            golden: "sweep-wide.csv",
            arguments: [
                "sweep", "small.yaml", "--vary", "platform.memory=100 KiB,1 MiB", "--wide", "--metrics",
                "samplesPerSecond,stallFraction,peakBytes",
            ]),
        Case(golden: "waiting.json", arguments: ["simulate", "waiting.yaml", "--json"]),
    ])
    func `prints`(_ example: Case) throws {
        let run = try CommandRun(example.arguments, environment: example.environment)
        try expectGolden(run.output, example.golden)
        #expect(run.code == example.code)
    }

    @Test func `fits into the columns there are`() throws {
        for columns in [40, 80, 120] {
            let run = try CommandRun(["simulate", "small.yaml"], environment: ["COLUMNS": "\(columns)"])
            let widest = run.output.split(separator: "\n").map(\.count).max()
            #expect(try #require(widest) <= columns)
        }
    }

    @Test func `prints a file of errors`() throws {
        let run = try CommandRun(["simulate", "broken.yaml"])
        #expect(run.code == 65)
        #expect(run.output.isEmpty)
        try expectGolden(run.errors, "broken.txt")
    }
}
