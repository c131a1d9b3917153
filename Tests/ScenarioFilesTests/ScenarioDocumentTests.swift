import Pipelines
import Testing

@testable import ScenarioFiles

@Suite struct ScenarioDocumentTests {
    private static var document: ScenarioDocument {
        var document = ScenarioDocument(name: "a \"small\" one")
        document.comments = ["why", "", "  more"]
        document.question = "What: this?"
        document.isSpaced = true
        var disk = SectionDocument(Disk.self, .line)
        disk.comments = ["the disk"]
        disk.set("latency", .time(0.004))
        document.platformComments = ["hardware"]
        document.platform = [disk]
        var decode = StageDocument(Map.self, name: .word("decode"), .block)
        decode.parameters.comment("measured")
        decode.parameters.set("cost", .time(0.006))
        document.pipeline = [
            StageDocument(Source.self, "elements", .count(20)), decode, StageDocument(Shard.self, .block),
            StageDocument(Shard.self), StageDocument(Prefetch.self, "buffer", .word("auto")),
        ]
        document.training.set("step", .time(0.02))
        document.run.set("replications", .count(2))
        document.silencedRules = [.missingPrefetch]
        document.variants = [
            .init("base", []), .init("more", [("prefetch", .count(2)), ("decode.cost", .time(0.001))]),
        ]
        return document
    }

    @Test func `writes all parts, comments and empty lines`() {
        #expect(
            Self.document.text == """
                # why
                #
                #   more
                overlap: 1
                name: "a \\"small\\" one"
                question: "What: this?"

                platform:
                  # hardware
                  # the disk
                  disk: {latency: 4 ms}

                pipeline:
                  - source: 20
                  - map:
                      name: decode
                      # measured
                      cost: 6 ms
                  - shard
                  - shard: {}
                  - prefetch: auto

                train:
                  step: 20 ms

                run: {replications: 2}
                lint: {off: [missing-prefetch]}
                variants:
                  base: {}
                  more: {prefetch: 2, decode.cost: 1 ms}

                """)
    }

    @Test func `is the same scenario without its text`() throws {
        let document = Self.document
        let direct = try ScenarioFile(document, name: "d")
        let read = try ScenarioFile(text: document.text, name: "d", directory: ".")
        #expect(direct.variantNames == ["base", "more"])
        for variant in direct.variantNames {
            #expect("\(try direct.scenario(variant: variant))" == "\(try read.scenario(variant: variant))")
        }
        #expect(direct.name == read.name && direct.question == read.question)
        #expect(direct.silencedRules == read.silencedRules)
    }

    /// The limits are those of files, and the messages too.
    @Test(
        arguments: [
            ("buffer", .count(-1), "`-1` is too small"), ("buffer", .word("much"), "`much` is not a number"),
            ("buffer", .time(1), "`1 s` has a unit"),
        ] as [(String, WrittenValue, String)])
    func `refuses what a file may not say`(parameter: String, value: WrittenValue, message: String) throws {
        var document = Self.document
        document.pipeline[4] = StageDocument(Prefetch.self, parameter, value)
        let error = try #require(throws: ScenarioFileError.self) { try ScenarioFile(document, name: "d") }
        #expect(error.diagnostics[0].message.hasPrefix(message), "\(error)")
        let read = try #require(throws: ScenarioFileError.self) {
            try ScenarioFile(text: document.text, name: "d", directory: ".")
        }
        #expect(error.diagnostics[0].message == read.diagnostics[0].message)
    }

    @Test(arguments: [1e10, -1, .nan, .infinity]) func `refuses times that no file may say`(seconds: Double) throws {
        var document = Self.document
        document.training = SectionDocument(TrainingLoop.self)
        document.training.set("step", .quantity(seconds, .time))
        #expect(throws: ScenarioFileError.self) { try ScenarioFile(document, name: "d") }
        #expect(throws: ScenarioFileError.self) { try ScenarioFile(text: document.text, name: "d", directory: ".") }
    }
}
