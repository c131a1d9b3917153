import Foundation
import Testing

@testable import overlap

@Suite struct SweepNotebookFileTests {
    private static let sweep = ["sweep", "small.yaml", "--variants", "all,naive", "--vary", "prefetch.buffer=0,1"]

    private static func code(_ text: String) throws -> String {
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let cells = try #require(json["cells"] as? [[String: Any]])
        return cells.compactMap { $0["source"] as? [String] }.joined().joined()
    }

    @Test func `writes a notebook and, beside it, the table that it reads`() throws {
        let directory = try TemporaryDirectory()
        let run = try CommandRun(
            Self.sweep + ["--notebook", directory.path("my curve.ipynb"), "--metrics", "stallFraction"])
        #expect(run.code == 0 && run.output.isEmpty, "\(run.errors)")
        let table = directory.path("my curve.csv")
        let code = try Self.code(try directory.text("my curve.ipynb"))
        #expect(code.contains("DATA = \"my curve.csv\"\n"))
        #expect(code.contains("METRIC = \"stallFraction\"\nBETTER = \"lower\"\nAXIS = \"prefetch.buffer\""))
        #expect(
            code.contains(
                "overlap sweep small.yaml --variants all,naive --vary prefetch.buffer=0,1 --metrics stallFraction -o '\(table)'\n"
            ))
        let again = try CommandRun(Self.sweep + ["--metrics", "stallFraction"])
        #expect(try directory.text("my curve.csv") == again.output)
    }

    @Test func `draws a map over two parameters, from a table elsewhere`() throws {
        let directory = try TemporaryDirectory()
        let (path, table) = (directory.path("map.ipynb"), directory.path("x/t.csv"))
        try FileManager.default.createDirectory(atPath: directory.path("x"), withIntermediateDirectories: true)
        let run = try CommandRun(Self.sweep + ["--vary", "cpu.cores=4,8", "--notebook=\(path)", "-o", table])
        #expect(run.code == 0, "\(run.errors)")
        let code = try Self.code(try directory.text("map.ipynb"))
        #expect(code.contains("SECOND_AXIS = \"cpu.cores\"") && code.contains("VARIANT = \"all\""))
        #expect(code.contains("x/t.csv\"\n") && !code.contains("--notebook"))
    }

    @Test(
        arguments: [
            (["--notebook", "n.txt"], 64, "must end in .ipynb"), (["--notebook", ".ipynb"], 64, "must end in .ipynb"),
            (["--notebook", "n.ipynb", "--json"], 64, "reads CSV"),
            (["--notebook", "n.ipynb", "--table"], 64, "reads CSV"),
            (["--notebook", "n.ipynb", "-o", "-"], 64, "must be a file"),
            (["--notebook", "n.ipynb", "-o", "n.ipynb"], 64, "are the same file"),
            (
                ["--notebook", "n.ipynb", "--vary", "cpu.cores=1,2", "--vary", "train.step=1 ms,2 ms"], 64,
                "and `--vary` names 3"
            ),
        ] as [([String], Int32, String)])
    func `refuses what it cannot draw`(options: [String], code: Int32, message: String) throws {
        let run = try CommandRun(Self.sweep + options)
        #expect(run.code == code && run.errors.contains(message), "\(run.errors)")
    }

    @Test func `a notebook that is there stays, and so does a table that was not named`() throws {
        let directory = try TemporaryDirectory()
        try "mine".write(toFile: directory.path("a.ipynb"), atomically: true, encoding: .utf8)
        try "mine".write(toFile: directory.path("b.csv"), atomically: true, encoding: .utf8)
        let edited = try CommandRun(Self.sweep + ["--notebook", directory.path("a.ipynb")])
        #expect(edited.code == 74 && edited.errors.contains("exists, and may have been edited"))
        let unnamed = try CommandRun(Self.sweep + ["--notebook", directory.path("b.ipynb")])
        #expect(unnamed.code == 74 && unnamed.errors.contains("-o \(directory.path("b.csv"))` replaces it"))
        let named = try CommandRun(
            Self.sweep + ["--notebook", directory.path("b.ipynb"), "-o", directory.path("b.csv")])
        #expect(named.code == 0, "\(named.errors)")
    }

    @Test func `shows the command without the notebook`() {
        #expect(
            SweepNotebookFile.shown(["sweep", "a b", "--notebook", "n.ipynb"], "n.csv")
                == "overlap sweep 'a b' -o n.csv")
        #expect(
            SweepNotebookFile.shown(["sweep", "--notebook=n.ipynb", "-oc.csv"], "c.csv") == "overlap sweep -oc.csv")
    }
}
