import Pipelines
import ScenarioFiles
import Testing
import Variates

@Suite struct EditedPipelineTests {
    private static let text = """
        overlap: 1
        platform: {memory: 1 GB}
        pipeline:
          - source: {elements: 100, size: {histogram: {edges: [0 B, 1 kB], counts: [1]}}}
          - map: 6 ms
          - map: {cost: 2 ms}
          - map: {name: "augment", cost: {lognormal: {mean: 1 ms, cv: 0.3}}}
          - shuffle: 8
          - cache
          - batch: 10
          - prefetch: 0
        train: 20 ms
        variants:
          a: {}
          b: {prefetch: 3, augment.cost.lognormal.cv: 1}
          c: {pipeline: [source: 5, batch: 2]}
        """

    /// The stages of a variant after edits, each with its operator.
    private func stages(
        _ variant: String, _ edits: PipelineEdit..., overrides: [Override] = []
    ) throws -> (paths: [String], stages: [String], pipeline: Pipeline) {
        let file = try Fixtures.file(Self.text)
        let changes = try file.overrides(making: edits, variant: variant, overrides: overrides)
        let pipeline = try file.scenario(variant: variant, overrides: overrides + changes).pipeline
        return (changes.map(\.path), pipeline.stages.map(\.name), pipeline)
    }

    @Test func `says where each stage is written`() throws {
        let file = try Fixtures.file(Self.text)
        let stages = try file.writtenStages(variant: "b")
        #expect(stages.map(\.name) == ["source", "map", "map-2", "augment", "shuffle", "cache", "batch", "prefetch"])
        #expect(stages.map(\.line) == Array(4...11))
        #expect(stages.allSatisfy { $0.column == 5 && $0.file == "s.yaml" })
        let replaced = try file.writtenStages(variant: "c")
        #expect(replaced.map(\.line) == [16, 16])
        #expect(replaced.map(\.column) == [18, 29])
        let override = try Override(argument: "pipeline=[source: 5]")
        #expect(try file.writtenStages(variant: "a", overrides: [override]).map(\.file) == ["command line"])
    }

    @Test func `a parameter is changed by its path`() throws {
        let edited = try stages("b", .set(stage: "prefetch", parameter: "buffer", value: "auto"))
        #expect(edited.paths == ["prefetch.buffer"])
        #expect((edited.pipeline.stages.last?.operator as? Prefetch)?.buffer == nil)
        let second = try stages("b", .set(stage: "map-2", parameter: "parallelism", value: "4"))
        #expect(second.paths == ["map-2.parallelism"])
    }

    @Test func `a parameter of the first of several maps has a path of its own`() throws {
        let edited = try stages("b", .set(stage: "map", parameter: "parallelism", value: "4"))
        #expect(edited.paths == ["map-1.parallelism"])
        let maps = edited.pipeline.stages.compactMap { $0.operator as? Map }
        #expect(maps.map(\.parallelism) == [.fixed(4), .sequential, .sequential])
    }

    @Test func `where another stage has the first number, the next leads to the first of several`() throws {
        let list = try Override(argument: "pipeline=[source: 5, map: 6 ms, map: {name: map-1, cost: 2 ms}]")
        let edited = try stages("a", .set(stage: "map", parameter: "parallelism", value: "4"), overrides: [list])
        #expect(edited.paths == ["map-2.parallelism"])
        let maps = edited.pipeline.stages.compactMap { $0.operator as? Map }
        #expect(maps.map(\.parallelism) == [.fixed(4), .sequential])
        #expect(maps.map { $0.service.secondsPerElement.mean } == [6e-3, 2e-3])
    }

    @Test func `a parameter is left out, and another takes its place`() throws {
        let edits: [PipelineEdit] = [
            .remove(stage: "source", parameter: "elements"), .set(stage: "source", parameter: "files", value: "7"),
            .set(stage: "source", parameter: "samplesPerFile", value: "3"),
        ]
        for variant in ["a", "c"] {
            let file = try Fixtures.file(Self.text)
            let changes = try file.overrides(making: edits, variant: variant)
            #expect(changes.map(\.path) == ["pipeline"])
            let source = try file.scenario(variant: variant, overrides: changes).pipeline.stages[0].operator as? Source
            #expect(source?.lengths == FileLengths(files: 7, samplesPerFile: 3))
            // The size that is written stays; the short form of the other variant has none.
            #expect(source?.size.mean == (variant == "a" ? 500 : 0))
        }
    }

    @Test func `what is not there is not left out`() throws {
        let edited = try stages(
            "a", .remove(stage: "source", parameter: "files"), .set(stage: "shuffle", parameter: "buffer", value: "4"))
        #expect(edited.paths == ["shuffle.buffer"])
        #expect(try stages("a", .remove(stage: "augment", parameter: "name2")).paths.isEmpty)
    }

    @Test func `what a variant and overrides change stays`() throws {
        let override = try Override(argument: "batch=5")
        let edited = try stages("b", .move(stage: "cache", to: 1), overrides: [override])
        #expect(edited.stages == ["source", "cache", "map", "map-2", "augment", "shuffle", "batch", "prefetch"])
        #expect((edited.pipeline.stages.last?.operator as? Prefetch)?.buffer == 3)
        #expect((edited.pipeline.stages[6].operator as? Batch)?.size == 5)
        let augment = edited.pipeline.stages[4].operator as? Map
        #expect(augment.map { ($0.service.secondsPerElement.cv - 1).magnitude < 1e-9 } == true)
    }

    @Test func `stages keep the names that they have without being given one`() throws {
        let moved = try stages("a", .move(stage: "map-2", to: 1))
        #expect(moved.stages == ["source", "map-2", "map", "augment", "shuffle", "cache", "batch", "prefetch"])
        #expect((moved.pipeline.stages[1].operator as? Map)?.service.secondsPerElement.mean == 2e-3)
        let inserted = try stages("a", .insert(operator: "shuffle", value: "4", at: 1))
        #expect(inserted.stages.first { $0.hasPrefix("shuffle") } == "shuffle-2")
        #expect((inserted.pipeline.stages[5].operator as? Shuffle)?.buffer == 8)
        let two = try stages(
            "c", .insert(operator: "prefetch", value: "1", at: 1), .insert(operator: "prefetch", value: "2", at: 9))
        #expect(two.stages == ["source", "prefetch", "batch", "prefetch-2"])
    }

    @Test func `several edits are made in their order`() throws {
        let edited = try stages(
            "a", .set(stage: "cache", parameter: "store", value: "file"),
            .set(stage: "batch", parameter: "size", value: "2"))
        #expect(edited.paths == ["cache.store", "batch.size"])
        let mixed = try stages(
            "a", .set(stage: "cache", parameter: "store", value: "file"), .move(stage: "cache", to: 1))
        #expect(mixed.paths == ["pipeline"])
        #expect((mixed.pipeline.stages[1].operator as? Cache)?.store == .file)
    }

    @Test func `is a variant's text, too`() throws {
        let file = try Fixtures.file(Self.text)
        let changes = try file.overrides(making: [.move(stage: "cache", to: 1)], variant: "a")
        let lines = changes.flatMap(\.yamlLines)
        #expect(lines.first == "pipeline:" && lines[2] == "  - cache")
        let variant = lines.map { "    " + $0 }.joined(separator: "\n")
        let extended = try Fixtures.file(Self.text + "\n  fixed:\n" + variant)
        #expect(try extended.scenario(variant: "fixed").pipeline.stages.map(\.name)[1] == "cache")
    }
}
