import Foundation
import Testing

@Suite struct ImportTests {
    private static let buffered = ["import", "tfdata", "tfdata.json", "--case", "buffered"]

    @Test func `writes a case as a scenario`() throws {
        let run = try CommandRun(Self.buffered)
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        try expectGolden(run.output, "import-tfdata.yaml")
    }

    @Test func `writes a loop over PyTorch's loader as a scenario`() throws {
        let run = try CommandRun(["import", "torch", "torch.json", "--case", "ahead"])
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        try expectGolden(run.output, "import-torch.yaml")
    }

    @Test func `writes what can be simulated`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("case.yaml")
        let run = try CommandRun(Self.buffered + ["-o", path])
        #expect(run.code == 0 && run.output.isEmpty)
        #expect(run.errors == "wrote \(path); next: overlap simulate \(path)\n")
        #expect(try CommandRun(["simulate", path, "--quiet"]).code == 0)
    }

    @Test func `needs no name when there is one case`() throws {
        let file =
            #"{"cases": [{"id": "a", "pipeline": [{"op": "range", "n": 9}], "duration_tables_s": {"train": [1]}}]}"#
        let run = try CommandRun(["import", "tfdata", "-"], input: file)
        #expect(run.code == 0)
        #expect(run.output.contains("name: \"a\"\n"))
    }

    @Test(arguments: [
        Mistake(code: 64, arguments: ["import", "tfdata", "tfdata.json"], message: "5 cases"),
        Mistake(
            code: 64, arguments: ["import", "tfdata", "tfdata.json", "--case", "x"], message: "no case is called `x`"),
        Mistake(
            code: 64, arguments: ["check", "tfdata", "tfdata.json", "--case", "x"], message: "no case is called `x`"),
        Mistake(code: 64, arguments: ["check", "tfdata", "tfdata.json", "--ablate", "x"], message: "no-pool"),
        Mistake(
            code: 64, arguments: ["check", "tfdata", "tfdata.json", "--json", "--markdown"],
            message: "cannot be combined"),
        Mistake(
            code: 65, arguments: ["import", "tfdata", "tfdata.json", "--case", "zipped"],
            message: "`zip` is not modelled"),
        Mistake(
            code: 65, arguments: ["import", "tfdata", "tfdata.json", "--case", "broken"],
            message: "pipeline[0]: `stage` is missing"),
        Mistake(
            code: 65, arguments: ["check", "tfdata", "small.yaml"], message: "not a file of measured tf.data cases"),
        Mistake(
            code: 64, arguments: ["check", "torch", "torch.json", "--case", "x"], message: "no case is called `x`"),
        Mistake(
            code: 65, arguments: ["import", "torch", "torch.json", "--case", "lambda"],
            message: "`pipe` is not modelled"),
        Mistake(
            code: 65, arguments: ["check", "torch", "small.yaml"], message: "not a file of measured DataLoader cases"),
        Mistake(code: 74, arguments: ["check", "tfdata", "missing.json"], message: "missing.json"),
        Mistake(
            code: 74, arguments: ["check", "tfdata", "tfdata.json", "-o", "/nonexistent/x"], message: "cannot write"),
    ])
    func `tells mistakes apart`(_ mistake: Mistake) throws {
        let run = try CommandRun(mistake.arguments)
        #expect(run.code == mistake.code)
        #expect(run.errors.contains(mistake.message), "\(run.errors)")
        #expect(run.output.isEmpty)
    }
}
