import Foundation
import Testing

@testable import ScenarioFiles

/// `overlap new --template`.
@Suite struct TemplateTests {
    static let names = ["torch", "tfdata", "image", "text", "object-store", "parallel-file-system"]

    /// How many findings of the linter the opening comment announces.
    private static let announced = ["tfdata": 2, "object-store": 1, "parallel-file-system": 1]

    /// A name that a shell takes for one argument only in quotes.
    private static let file = "my case.yaml"

    private static func written(_ name: String, in directory: borrowing TemporaryDirectory) throws -> String {
        let file = directory.path(Self.file)
        let run = try CommandRun(["new", "--template", name, "-o", file])
        #expect(run.code == 0 && run.output.isEmpty, "\(run.errors)")
        #expect(run.errors.contains("overlap simulate"))
        return try String(contentsOfFile: file, encoding: .utf8)
    }

    @Test func `all files are listed`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: BuiltInFiles.templates.path)
        // One is filled in by `new --torch`.
        #expect(Set(files) == Set((Self.names + ["recorded-loop"]).map { "\($0).yaml" }))
        let list = try CommandRun(["new", "--list"])
        #expect(list.output.split(separator: "\n").map { $0.prefix { $0 != " " } } == Self.names.map { $0[...] })
        try expectGolden(list.output, "new-list.txt")
    }

    @Test(arguments: names) func `is the file, with a question and few variants`(name: String) throws {
        let text = try CommandRun(["new", "--template", name]).output
        #expect(text == (try BuiltInFiles.text(BuiltInFiles.templates, name)))
        let file = try ScenarioFile(text: text, name: name, directory: "")
        #expect(text.hasPrefix("# \(try #require(file.question))\n"))
        #expect((2...4).contains(file.variantNames.count))
        for part in ["# Look", "Where the numbers are from:", "- Spread"] { #expect(text.contains(part)) }
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 120 })
    }

    @Test(arguments: names) func `varies`(name: String) throws {
        let text = try BuiltInFiles.text(BuiltInFiles.templates, name)
        let body = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        // Every step, every latency and every cost of a sample.
        for key in ["step: ", "latency: ", "cost: "] {
            for line in body where line.contains(key) {
                #expect(line.contains("\(key){lognormal: {mean: "), "\(line)")
            }
        }
    }

    @Test(arguments: names) func `its commands run, whatever the file is called`(name: String) throws {
        let directory = try TemporaryDirectory()
        let text = try Self.written(name, in: directory)
        let commands = ScenarioLibrary.commands(in: text)
        #expect(
            commands.count >= 3 && commands.allSatisfy { $0.contains("'\(directory.path(Self.file))'") }, "\(commands)")
        // The linter has a test of its own.
        for command in commands where !command.hasPrefix("lint ") {
            let quick = command.hasPrefix("timeline ") ? "" : " --quiet --replications 1"
            let short = " --set train.steps=2 --set train.epochs=1"
            let run = try CommandRun(shell: "cd '\(directory.url.path)' && \"$OVERLAP\" \(command)\(quick)\(short)")
            #expect(run.code == 0, "\(run.errors)")
        }
    }

    @Test(arguments: names) func `the linter finds what its comment announces`(name: String) throws {
        let directory = try TemporaryDirectory()
        _ = try Self.written(name, in: directory)
        let run = try CommandRun([
            "lint", directory.path(Self.file), "--quiet", "--replications", "3", "--set", "train.steps=20",
            "--set", "train.epochs=1",
        ])
        let findings = Self.announced[name, default: 0]
        #expect(run.output.contains("\n\(findings) finding") || run.output.hasPrefix("\(findings) finding"))
        #expect(run.code == (findings == 0 ? 0 : 1))
    }

    @Test(arguments: ["torch", "text"]) func `processes cost what the overlay says`(name: String) throws {
        let text = try BuiltInFiles.text(BuiltInFiles.templates, name)
        #expect(text.contains(try BuiltInFiles.withoutComments("torch-fork", from: "  processes:")))
    }

    @Test(arguments: ["object-store", "parallel-file-system"])
    func `storage is what the overlay says`(name: String) throws {
        let text = try BuiltInFiles.text(BuiltInFiles.templates, name)
        #expect(text.contains(try BuiltInFiles.withoutComments(name, from: "  disk:")))
    }

    @Test func `the executor costs what the overlay says`() throws {
        let text = try BuiltInFiles.text(BuiltInFiles.templates, "tfdata")
        #expect(text.contains(try BuiltInFiles.withoutComments("tensorflow", from: "  overheads:")))
    }

    @Test(arguments: [
        ("torhc", "did you mean `torch`?"),
        ("video", "accepted: torch, tfdata, image, text, object-store, parallel-file-system"),
    ])
    func `another name is answered with a known one`(name: String, answer: String) throws {
        let run = try CommandRun(["new", "--template", name])
        #expect(run.code == 64 && run.output.isEmpty)
        #expect(run.errors.contains("there is no template `\(name)`; \(answer)"), "\(run.errors)")
    }

    @Test func `does not overwrite a file, and lists alone`() throws {
        let directory = try TemporaryDirectory()
        try "mine".write(toFile: directory.path("mine.yaml"), atomically: true, encoding: .utf8)
        let run = try CommandRun(["new", "--template", "torch", "-o", directory.path("mine.yaml")])
        #expect(run.code == 74 && run.errors.contains("--force"))
        #expect(try directory.text("mine.yaml") == "mine")
        #expect(try CommandRun(["new", "--list", "--template", "torch"]).code == 64)
    }
}
