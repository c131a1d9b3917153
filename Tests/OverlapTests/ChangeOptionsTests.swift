import Foundation
import Testing

/// `--overlay` and `--set`, given to every command that takes them.
@Suite struct ChangeOptionsTests {
    /// A command line, with `DIR` in place of a directory of `s.yaml`, `o.yaml` and tables.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        init(_ line: String) { testDescription = line }
    }

    private static let scenario = """
        overlap: 1
        platform: {cpu: {cores: 2, workers: 4}}
        pipeline: [{source: {elements: 8}}, {map: {name: decode, cost: 1 ms, use: wait}}, {prefetch: 1}]
        train: 1 ms
        run: {replications: 1}

        """
    private static let table = "{recorded: {file: t.csv, unit: ms}}"

    private static func run(_ line: String, input: String = "") throws -> CommandRun {
        let directory = try TemporaryDirectory()
        for (name, text) in [
            ("s.yaml", scenario), ("o.yaml", "decode.cost: \(table)\n"), ("t.csv", "t\n3\n"),
        ] {
            try text.write(toFile: directory.path(name), atomically: false, encoding: .utf8)
        }
        let arguments = line.split(separator: " ").map { String($0).replacing("SPACE", with: " ") }
        return try CommandRun(arguments, input: input, in: directory.url)
    }

    @Test(arguments: [
        Case("simulate s.yaml --csv"), Case("sweep s.yaml --vary prefetch=1,2,4"), Case("lint s.yaml --json"),
        Case("timeline s.yaml --json"), Case("datagen s.yaml --dry-run"),
    ])
    func `an overlay from standard input is that of a file`(command: Case) throws {
        let overlay = "decode.cost: 7 ms\nsource.elements: 16\n"
        let fromInput = try Self.run("\(command.testDescription) --overlay -", input: overlay)
        #expect(fromInput.code == 0, "\(fromInput.errors)")
        let set = try Self.run("\(command.testDescription) --set decode.cost=7ms --set source.elements=16")
        #expect(fromInput.output == set.output)
        // Nothing is found in either scenario.
        guard !command.testDescription.hasPrefix("lint") else { return }
        #expect(fromInput.output != (try Self.run(command.testDescription)).output)
    }

    @Test func `a validation reads an overlay once for all its points, and says how tables were read`() throws {
        let run = try Self.run(
            "validate s.yaml --vary prefetch=1,2 --device emulated --runs 2 -o v --overlay -",
            input: "decode.cost: \(Self.table)")
        #expect(run.code == 0, "\(run.errors)")
        #expect(Self.notices(run) == ["notice: t.csv: 1 value of column `t`, which the first row names"])
    }

    @Test(arguments: [
        Case("simulate - --overlay -"), Case("sweep - --vary prefetch=1,2 --overlay -"), Case("lint - --overlay -"),
        Case("validate - --overlay -"), Case("execute - --overlay -"), Case("calibrate - --overlay -"),
        Case("timeline - --overlay -"), Case("datagen - --data d --overlay -"),
        Case("simulate s.yaml --overlay - --overlay -"), Case("import fio - -"),
    ])
    func `standard input is read once`(line: Case) throws {
        let run = try Self.run(line.testDescription, input: Self.scenario)
        #expect(run.code == 64, "\(run.errors)")
        #expect(run.errors.contains("both read standard input, which can be read only once: give a file for one"))
    }

    // MARK: How tables were read

    private static func notices(_ run: CommandRun) -> [String] {
        run.errors.split(separator: "\n").map(String.init).filter { $0.hasPrefix("notice: ") }
    }

    @Test(arguments: [
        Case("simulate s.yaml"), Case("sweep s.yaml --vary prefetch=1,2,4"), Case("lint s.yaml"),
        Case("timeline s.yaml"), Case("datagen s.yaml --dry-run"), Case("execute s.yaml --device emulated"),
    ])
    func `tables that changes name are spoken of`(command: Case) throws {
        let set = "--set decode.cost=\(Self.table.replacing(" ", with: "SPACE"))"
        for change in [set, "--overlay o.yaml"] {
            let run = try Self.run("\(command.testDescription) \(change)")
            #expect(run.code == 0, "\(run.errors)")
            #expect(Self.notices(run) == ["notice: t.csv: 1 value of column `t`, which the first row names"])
        }
        guard !command.testDescription.hasPrefix("timeline") else { return }
        #expect(try Self.notices(Self.run("\(command.testDescription) \(set) -q")) == [])
    }

    @Test func `so are those of a sweep's values, each once`() throws {
        let values = ["ms", "us"].map { "{recorded:SPACE{file:SPACEt.csv,SPACEunit:SPACE\($0)}}" }
        let run = try Self.run("sweep s.yaml --vary decode.cost=\(values.joined(separator: ","))")
        #expect(run.code == 0, "\(run.errors)")
        #expect(Self.notices(run).count == 1)
    }
}
