import Foundation
import Pipelines
import ScenarioFiles
import Testing
import Variates

/// A sweep has thousands of scenarios: what was measured is in memory once.
@Suite struct DecodedDistributionsTests {
    private static let recorded = "{recorded: {values: [1 ms, 2 ms, 3 ms, 4 ms], replay: resampled}}"

    private static func table(_ scenario: Scenario) throws -> RecordedTable {
        let map = try #require(scenario.pipeline.stages[1].operator as? Map)
        guard case .recorded(let table) = map.service.secondsPerElement else { throw NoTable() }
        return table
    }

    private struct NoTable: Error {}

    /// Where the values lie.
    private static func address(_ scenario: Scenario) throws -> UnsafePointer<Double>? {
        try table(scenario).values.withUnsafeBufferPointer { $0.baseAddress }
    }

    @Test(arguments: ["recorded: {values: [1 ms, 2 ms, 3 ms]}", "recorded: {file: FILE, unit: ms}"])
    func `shares a table among scenarios of a file`(text: String) throws {
        let folder = FileManager.default.temporaryDirectory
        let table = folder.appendingPathComponent("\(UUID().uuidString).csv")
        try "decode\n1\n2\n3\n".write(to: table, atomically: true, encoding: .utf8)
        defer { unlink(table.path) }
        let cost = "{\(text.replacing("FILE", with: table.lastPathComponent))}"
        let file = try ScenarioFile(
            text: Fixtures.small.replacing("cost: 6 ms", with: "cost: \(cost)"), name: "s.yaml", directory: folder.path)
        let scenarios = try (1...3).map {
            try file.scenario(variant: "base", overrides: [Override(path: "prefetch", value: "\($0)")])
        }
        #expect(try Set(scenarios.map(Self.address)).count == 1)
        #expect(try Self.table(scenarios[0]).values == [0.001, 0.002, 0.003])
    }

    @Test func `shares a table that overrides bring`() throws {
        let file = try Fixtures.file(Fixtures.small)
        let scenarios = try (1...3).map {
            try file.scenario(
                variant: "base",
                overrides: [
                    Override(path: "decode.cost", value: Self.recorded), Override(path: "prefetch", value: "\($0)"),
                ])
        }
        #expect(try Set(scenarios.map(Self.address)).count == 1)
    }

    @Test func `does not take a table for another`() throws {
        let file = try Fixtures.file(Fixtures.small.replacing("cost: 6 ms", with: "cost: \(Self.recorded)"))
        let changed = try ["decode.cost.recorded.replay=in order", "decode.cost.recorded.values=[1 ms, 2 ms]"].map {
            try Self.table(try file.scenario(variant: "base", overrides: [Override(argument: $0)]))
        }
        #expect(changed[0].replay == .inOrder && changed[0].values.count == 4)
        #expect(changed[1].replay == .resampled && changed[1].values == [0.001, 0.002])
        let size = try file.scenario(
            variant: "base", overrides: [Override(argument: "source.size={recorded: {values: [5 B]}}")])
        #expect(try Self.table(size).values.count == 4)
    }

    @Test func `tells which files were read`() throws {
        #expect(try Fixtures.file(Fixtures.small).measuredFiles == [])
        let fio = "{histogram: {fio: randread_128k_qd1.json}}"
        let file = try Fixtures.file(Fixtures.small + "\nplatform: {disk: {latency: \(fio)}}")
        #expect(file.measuredFiles == ["\(Fixtures.directory)/randread_128k_qd1.json"])
    }
}
