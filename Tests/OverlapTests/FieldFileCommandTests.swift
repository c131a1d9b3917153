import Foundation
import Testing

/// Files as people have them, given to the built command.
@Suite struct FieldFileCommandTests {
    private func field(_ name: String) -> String { "../../ImportersTests/Fixtures/Field/\(name)" }

    @Test(
        arguments: ["utf8-trap.json", "tfdata-utf8-trap.json"],
        [
            ["check", "tfdata"], ["check", "torch"], ["check", "dlio"], ["import", "tfdata"], ["import", "torch"],
            ["import", "fio"], ["import", "trace"], ["import", "dlio"], ["simulate"], ["lint"],
            ["simulate", "small.yaml", "--overlay"],
        ])
    func `refuses what is not UTF-8`(name: String, command: [String]) throws {
        let run = try CommandRun(command + [field(name)])
        #expect(run.code == 65, "\(run.code): \(run.errors)")
        #expect(run.errors.contains("line 1 is not valid UTF-8"), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test func `refuses files of values that are not UTF-8`() throws {
        for values in ["{recorded: {file: utf8-trap.json, unit: ms}}", "{histogram: {fio: utf8-trap.json}}"] {
            let run = try CommandRun(
                ["simulate", "small.yaml", "--allow-files-outside", "--set"]
                    + ["train.step=" + values.replacingOccurrences(of: "utf8-trap.json", with: field("utf8-trap.json"))]
            )
            #expect(run.code == 65 || run.code == 64)
            #expect(run.errors.contains("line 1 is not valid UTF-8"), "\(run.errors)")
        }
    }

    @Test func `what an import writes is what scenarios take`() throws {
        let directory = try TemporaryDirectory()
        let long = ["import", "trace", field("trace-long.json"), "--map", "decode=decode.cost"]
        let trace = try CommandRun(long + ["-o", directory.path("long.yaml")])
        #expect(trace.code == 65)
        #expect(trace.errors.contains("trace-long.json: its values are not accepted in scenarios:"))
        #expect(!FileManager.default.fileExists(atPath: directory.path("long.yaml")))
        let bins = #"{"1000000": 2000000000000, "2000000": 1000000000000}"#
        let load = #""iops": 750, "io_bytes": 12288000000000000, "total_ios": 3000000000000"#
        let latencies = #""lat_ns": {"min": 1000000, "max": 2000000, "mean": 1333333, "bins": \#(bins)}"#
        try #"{"jobs": [{"jobname": "a", "read": {\#(load), \#(latencies)}}]}"#.write(
            toFile: directory.path("fio.json"), atomically: true, encoding: .utf8)
        let fio = try CommandRun(["import", "fio", directory.path("fio.json")])
        #expect(fio.code == 65 && fio.output.isEmpty)
        #expect(fio.errors.contains("its values are not accepted in scenarios:"), "\(fio.errors)")
    }

    @Test func `says how a table was read, and keeps to the scenario's folder`() throws {
        let directory = try TemporaryDirectory()
        let scenario = directory.path("inner/s.yaml")
        try FileManager.default.createDirectory(atPath: directory.path("inner"), withIntermediateDirectories: true)
        try "t\n1\n2\n".write(toFile: directory.path("t.csv"), atomically: true, encoding: .utf8)
        try "overlap: 1\npipeline: [source: 40]\ntrain: {step: {recorded: {file: ../t.csv, unit: ms}}}\n"
            .write(toFile: scenario, atomically: true, encoding: .utf8)
        let refused = try CommandRun(["simulate", scenario])
        #expect(refused.code == 65)
        #expect(refused.errors.contains("`../t.csv` is not below the scenario's folder"), "\(refused.errors)")
        let arguments = ["--allow-files-outside", "--replications", "1"]
        let run = try CommandRun(["simulate", scenario] + arguments)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.contains("notice: ../t.csv: 2 values of column `t`, which the first row names\n"))
        #expect(try !CommandRun(["simulate", scenario, "-q"] + arguments).errors.contains("notice"))
    }

    /// Beside it is the directory to which its name leads once its bytes are repaired.
    @Test(arguments: [("import fio", "fio.json"), ("import trace", "trace.json"), ("simulate -q", "small.yaml")])
    func `a current directory that is not UTF-8 is no other one`(command: String, file: String) throws {
        let directory = try TemporaryDirectory()
        let run = try CommandRun(
            shell: """
                here="\(directory.url.path)/$(printf '\\377')"; other="\(directory.url.path)/$(printf '\\357\\277\\275')"
                mkdir "$here" "$other" && cp \(file) "$here/f" && echo other >"$other/f" && cd "$here" && $OVERLAP \(command) f
                """)
        #expect(run.code == 0, "\(run.errors)")
    }

    @Test func `an argument that is not UTF-8 names no other file`() throws {
        let directory = try TemporaryDirectory()
        let place = directory.url.path
        let repaired = "cp small.yaml '\(place)/'\"$(printf '\\357\\277\\275')\".yaml"
        for command in ["simulate", "import trace", "check tfdata", "execute", "simulate small.yaml --overlay"] {
            let run = try CommandRun(
                shell: "\(repaired); $OVERLAP \(command) '\(place)/'\"$(printf '\\377')\".yaml")
            #expect(run.code == 64)
            #expect(run.errors.contains("is not UTF-8"), "\(run.errors)")
        }
    }
}
