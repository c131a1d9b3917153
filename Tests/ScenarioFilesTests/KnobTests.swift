import Pipelines
import ScenarioFiles
import Testing
import Variates

struct KnobTests {
    private static let file = """
        overlap: 1
        platform: {disk: {latency: 2 ms, bandwidth: 500 MB/s}}
        pipeline:
          - source: 100
          - map: {name: decode, cost: {gamma: {mean: 8 ms, cv: 0.5}}, parallelism: 3}
          - prefetch: auto
        train: {step: 3 ms}
        """

    private func knobs() throws -> [Knob] {
        let file = try ScenarioFile(text: Self.file, name: "test", directory: ".")
        return try file.settings(variant: "base").flatMap(\.knobs)
    }

    private func knob(_ path: String) throws -> Knob { try #require(try knobs().first { $0.path == path }) }

    @Test(
        arguments: [
            ("decode.parallelism", .count, 3, "3"), ("decode.cost", .quantity(.time), 0.008, "8 ms"),
            ("decode.cost.cv", .variability, 0.5, "0.5"), ("disk.bandwidth", .quantity(.bandwidth), 500e6, "500 MB/s"),
            ("train.step", .quantity(.time), 0.003, "3 ms"), ("train.step.cv", .variability, 0, "0"),
            ("cpu.cores", .count, 8, "8"),
        ] as [(String, Knob.Kind, Double, String)])
    func `a number can be turned, and a distribution's mean and variability`(
        _ path: String, _ kind: Knob.Kind, _ value: Double, _ text: String
    ) throws {
        let knob = try knob(path)
        #expect(knob.kind == kind)
        #expect(try abs(#require(knob.value) - value) <= 1e-12 * value)
        #expect(knob.text == text)
        #expect(!knob.summary.isEmpty)
    }

    @Test func `a word stands in the place of a number`() throws {
        let buffer = try knob("prefetch.buffer")
        #expect(buffer.value == nil && buffer.word == "auto" && buffer.words == ["auto"])
        let order = try knob("decode.order")
        #expect(order.kind == .choice && order.word == "ordered" && order.words.contains("unordered"))
    }

    @Test func `what the file gives is told from defaults`() throws {
        #expect(try knob("disk.latency").isGiven)
        #expect(try knob("decode.cost.cv").isGiven)
        #expect(try !knob("cpu.cores").isGiven)
    }

    @Test func `limits are those that files have`() throws {
        let cores = try knob("cpu.cores")
        #expect(cores.minimum == 1)
        #expect(throws: ScenarioFileError.self) {
            let file = try ScenarioFile(text: Self.file, name: "test", directory: ".")
            _ = try file.overrides(turning: [Turn(path: "cpu.cores", .number(0))], variant: "base")
        }
    }

    @Test func `every knob can be turned to where it stands, and changes nothing by it`() throws {
        let file = try ScenarioFile(text: Self.file, name: "test", directory: ".")
        let turns = try knobs().compactMap { knob in
            knob.value.map { Turn(path: knob.path, .number($0)) } ?? knob.word.map { Turn(path: knob.path, .word($0)) }
        }
        #expect(turns.count > 30)
        for turn in turns {
            let overrides = try file.overrides(turning: [turn], variant: "base")
            let before = try file.settings(variant: "base").map(\.value)
            let after = try file.settings(variant: "base", overrides: overrides).map(\.value)
            for (one, other) in zip(before, after) { #expect(Self.isLike(one, other), "\(turn)") }
        }
    }

    /// Whether two values are the same but for the last digits.
    private static func isLike(_ one: ParameterValue?, _ other: ParameterValue?) -> Bool {
        guard case .distribution(let one)? = one, case .distribution(let other)? = other else { return one == other }
        return abs(one.mean - other.mean) <= 1e-9 * one.mean && abs(one.cv - other.cv) <= 1e-9
    }
}
