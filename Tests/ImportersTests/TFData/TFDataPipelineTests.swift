import Testing

@testable import Importers

@Suite struct TFDataPipelineTests {
    @Test(arguments: [
        (#"{"op": "batch", "size": 8, "drop_remainder": true}"#, "  - batch: {size: 8, remainder: drop}"),
        (
            #"{"op": "batch", "size": 8, "parallel": 2, "deterministic": false}"#,
            "  - batch: {size: 8, parallelism: 2, order: unordered}"
        ),
        (#"{"op": "take", "count": 3}"#, "  - take: 3"), (#"{"op": "skip", "count": 3}"#, "  - skip: 3"),
        (#"{"op": "cache", "file": true}"#, "  - cache: file"), (#"{"op": "cache"}"#, "  - cache: memory"),
        (#"{"op": "shuffle", "buffer": 5}"#, "  - shuffle: 5"), (#"{"op": "repeat", "count": 4}"#, "  - repeat: 4"),
        (#"{"op": "repeat"}"#, "  - repeat: forever"), (#"{"op": "prefetch", "buffer": 0}"#, "  - prefetch: 0"),
        (#"{"op": "prefetch", "buffer": -1}"#, "  - prefetch: auto"),
        (#"{"op": "to_device", "buffer": 1}"#, "  - prefetchToDevice: 1"),
        (#"{"op": "shard", "num": 3, "index": 1}"#, "  - shard: {count: 3, index: 1}"),
    ])
    func `writes an operator`(json: String, line: String) throws {
        #expect(try Cases.pipeline("\(Operators.range), \(json)") == ["  - source: 12", line])
    }

    @Test func `writes a map with the durations of its samples`() throws {
        let map = #"{"op": "map", "stage": "map", "parallel": 4, "deterministic": false, "unbounded": true}"#
        #expect(
            try Cases.pipeline("\(Operators.range), \(map)").dropFirst() == [
                "  - map:", "      name: \"map\"", "      use: wait", "      parallelism: 4",
                "      order: unordered", "      pool: own", "      cost:", "        recorded:",
                "          replay: by sample", "          values: [", "            3 ms, 5 ms, 7 ms,", "          ]",
            ])
    }

    /// Where a rewrite would make a sequential map parallel, it says that its function is stateful.
    @Test(arguments: [
        (#""default""#, "null", true), (#""default""#, "2", false), (#""pure""#, "null", false),
        (#"{"autotune.enabled": false}"#, "null", false),
    ])
    func `keeps sequential maps sequential`(options: String, parallel: String, isMarked: Bool) throws {
        let map = #"{"op": "map", "stage": "read", "parallel": \#(parallel)}"#
        let lines = try Cases.pipeline("\(Operators.range), \(map)", #""options": \#(options)"#)
        #expect(lines.contains("      function: stateful") == isMarked)
    }

    @Test(arguments: [(#""deterministic": false"#, true), (#""deterministic": true"#, false), (#""seed": 1"#, false)])
    func `takes the order from the case when the operator does not say`(more: String, isUnordered: Bool) throws {
        let lines = try Cases.pipeline(#"\#(Operators.range), {"op": "map", "stage": "map", "parallel": 2}"#, more)
        #expect(lines.contains("      order: unordered") == isUnordered)
    }

    @Test func `gives the first record of each file its opening`() throws {
        let files = #"{"op": "interleave", "files": 2, "per_file": 2, "cycle_length": 2, "block_length": 3}"#
        let lines = try Cases.pipeline(
            files, #""stages": {"open": {"dist": "const", "mean": 0.02}, "read": {"dist": "const", "mean": 0.002}}"#)
        #expect(
            lines.prefix(5) == [
                "  - source: {files: 2, samplesPerFile: 2}", "  - interleave:", "      cycle: 2", "      block: 3",
                "      use: wait",
            ])
        #expect(lines.contains("            22 ms, 2 ms, 22 ms, 2 ms,"))
    }

    @Test func `gives a stage that stands twice two names`() throws {
        let lines = try Cases.pipeline("\(Operators.range), \(Operators.read), \(Operators.read)")
        #expect(lines.filter { $0.contains("name") } == ["      name: \"read\"", "      name: \"read 2\""])
    }

    @Test(arguments: [
        (#"{"op": "range", "n": 3}, {"op": "zip"}"#, "`zip` is not modelled"),
        (#"{"op": "range", "n": 3}, {"op": "range", "n": 3}"#, "must be the first operator"),
        (#"{"op": "range", "n": 3}, {"op": "map", "stage": "other"}"#, "durations of the stage `other`"),
        ("", "`pipeline` is empty"),
    ])
    func `says what is not modelled`(pipeline: String, message: String) {
        let error = #expect(throws: CaseError.self) { try Cases.pipeline(pipeline) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func `joins consumers that differ by their shards only`() throws {
        func pipeline(_ index: Int, _ size: Int = 2) -> String {
            #"[\#(Operators.range), {"op": "shard", "num": 2, "index": \#(index)}, {"op": "batch", "size": \#(size)}]"#
        }
        let same = try Cases.pipeline("", #""pipelines": [\#(pipeline(0)), \#(pipeline(1))]"#)
        #expect(same == ["  - source: 12", "  - shard", "  - batch: 2"])
        for others in [pipeline(0), pipeline(1, 3)] {
            let error = #expect(throws: CaseError.self) {
                try Cases.pipeline("", #""pipelines": [\#(pipeline(0)), \#(others)]"#)
            }
            #expect(error?.description.contains("pipelines[1]") == true)
        }
    }
}
