import Foundation
import Lesson
import Testing

/// `overlap exercises`.
@Suite struct ExercisesTests {
    @Test func `sheet, key, table and marks`() throws {
        let folder = try TemporaryDirectory()
        let run = try CommandRun(
            ["exercises", "--seed", "7", "-o", "sheet.md", "--answers", "key.md", "--form", "answers.csv"],
            in: folder.url)
        try #require(run.code == 0, "\(run.errors)")
        #expect(run.output.isEmpty)
        try expectGolden(try folder.text("sheet.md"), "exercises-sheet.md")
        try expectGolden(try folder.text("key.md"), "exercises-key.md")
        let head = try folder.text("answers.csv")
        #expect(head.hasPrefix("pupil,1a,1b,2a,") && head.hasSuffix("\n"))
        let sheet = try CommandRun(["exercises", "--seed", "7"])
        #expect(sheet.output == (try folder.text("sheet.md")))
        let part = try CommandRun(["exercises", "--seed", "7", "--steps", "2,3", "--ascii"])
        #expect(part.output.contains("## Step 2") && !part.output.contains("## Step 4"))
        #expect(part.output.contains("`overlap exercises --seed 7 --steps 2,3` makes"))
        let pictures = part.output.components(separatedBy: "```").filter { $0.hasPrefix("text\n") }
        #expect(pictures.count == 2 && pictures.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    }

    @Test func `a class's answers`() throws {
        let answers = """
            pupil,1a,1b,2a,3a,3b,4a,4b
            Ada,62.5 images/s,b,75 %,193.9,a,180,c
            Ben,100,c,"33,3",121,c,200,a
            Cem,62,c,0.75,320,c,,a
            Dora,-,?,,,d,177,b

            """
        for (options, golden) in [
            ([], "exercises-class.txt"), (["--json"], "exercises-class.json"), (["--csv"], "exercises-class.csv"),
        ] as [([String], String)] {
            let run = try CommandRun(
                ["exercises", "check", "-", "--seed", "7", "--steps", "1,2,3,4"] + options, input: answers)
            try #require(run.code == 0, "\(run.errors)")
            try expectGolden(run.output, golden)
        }
    }

    @Test func `commands on sheet and key can be run`() async throws {
        for solved in try await ExerciseSheet(seed: 5).exercises {
            let line = solved.exercise.command.replacing("overlap ", with: "\"$OVERLAP\" ", maxReplacements: 1)
            let run = try CommandRun(shell: "\(line) --quiet --replications 1 --set train.steps=3")
            #expect(run.code == 0 && !run.output.isEmpty, "\(solved.exercise.id): \(run.errors)")
        }
    }

    @Test func `nothing is overwritten unless it is allowed`() throws {
        let folder = try TemporaryDirectory()
        for (option, name) in [("-o", "a.md"), ("--answers", "b.md"), ("--form", "c.csv")] {
            try "kept".write(toFile: folder.path(name), atomically: true, encoding: .utf8)
            let others = option == "-o" ? [] : ["-o", "new-\(name)"]
            let arguments = ["exercises", "--seed", "1", "--steps", "1", option, name] + others
            let run = try CommandRun(arguments, in: folder.url)
            #expect(run.code == 74 && run.errors.contains("`\(name)` exists; --force overwrites it"))
            #expect(try folder.text(name) == "kept")
            #expect(try CommandRun(arguments + ["--force"], in: folder.url).code == 0)
            #expect(try folder.text(name) != "kept")
        }
    }

    @Test(
        arguments: [
            (["--seed", "1", "--steps", "7"], "`7` is no step"), (["--seed", "1", "--steps", ""], "is no step"),
            (["--seed", "-1"], "--seed"), ([], "--seed"),
            (["--seed", "1", "-o", "x.md", "--answers", "x.md"], "the same file"),
            (["check", "--seed", "1"], "file"),
            (["check", "-", "--seed", "1", "--json", "--csv"], "cannot be combined"),
        ] as [([String], String)])
    func `other requests are usage errors`(arguments: [String], says: String) throws {
        let folder = try TemporaryDirectory()
        let run = try CommandRun(["exercises"] + arguments, in: folder.url)
        #expect(run.code == 64 && run.output.isEmpty && run.errors.contains(says), "\(run.errors)")
    }

    @Test func `mistakes in answers have their place, a missing file its name`() throws {
        let run = try CommandRun(
            ["exercises", "check", "-", "--seed", "7", "--steps", "1"], input: "pupil,1b\nAda,z\n")
        let said = "standard input:2:5: error: pupil `Ada`, 1b: `z` is not one of the choices"
        #expect(run.code == 65 && run.errors.contains(said))
        let missing = try CommandRun(["exercises", "check", "nothing.csv", "--seed", "7"])
        #expect(missing.code == 74 && missing.errors.contains("`nothing.csv`: there is no such file"))
    }

    @Test func `PDF without pandoc: what is missing, and what works`() throws {
        let folder = try TemporaryDirectory()
        let run = try CommandRun(
            ["exercises", "--seed", "1", "--steps", "1", "-o", "sheet.pdf"], environment: ["PATH": folder.url.path],
            in: folder.url)
        #expect(
            run.code == 74 && run.errors.contains("`pandoc` is not installed")
                && run.errors.contains(".md gives Markdown"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("sheet.pdf")))
    }

    @Test func `PDF is what pandoc makes of it`() throws {
        let folder = try TemporaryDirectory()
        for (name, text) in [
            ("pandoc", "#!/bin/sh\necho \"$@\"\nexec cat\n"), ("weasyprint", "#!/bin/sh\nexit 0\n"),
        ] {
            try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path(name))
        }
        let run = try CommandRun(
            ["exercises", "--seed", "1", "--steps", "1", "-o", "sheet.pdf"],
            environment: ["PATH": "\(folder.url.path):/usr/bin:/bin"], in: folder.url)
        try #require(run.code == 0, "\(run.errors)")
        let made = try folder.text("sheet.pdf")
        #expect(made.contains("--pdf-engine=weasyprint") && made.contains("# Exercises: why is the GPU waiting?"))
    }
}
