import Pipelines
import ScenarioFiles
import Testing

@testable import Experiments

@Suite struct SweepGridTests {
    @Test func `combines all values, the last varying fastest`() {
        #expect(SweepGrid.product([2, 3]) == [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]])
        #expect(SweepGrid.product([]) == [[]])
    }

    @Test func `takes a unit that all values share into the title`() throws {
        let grid = try SweepGrid(arguments: ["train.step=5 ms..15 ms:5", "cache=off,memory", "prefetch=0..2"])
        #expect(grid.titles == ["train.step [ms]", "cache", "prefetch"])
        #expect(grid.axes[0].cell(2) == "15" && grid.axes[0].numbers == [5, 10, 15])
        #expect(grid.axes[1].cell(0) == "off" && grid.axes[1].numbers == nil)
        let mixed = try SweepGrid(arguments: ["train.step=5 ms,1 s"])
        #expect(mixed.titles == ["train.step"] && mixed.axes[0].cell(1) == "1 s")
    }

    @Test func `reads numbers as scenario files write them`() throws {
        let grid = try SweepGrid(arguments: ["train.step=5ms,1.5e1 ms", "a=1_000,2_000", "b=5%,10 %", "c=1ms,{a: 2}"])
        #expect(grid.titles == ["train.step [ms]", "a", "b [%]", "c"])
        #expect(grid.axes.map(\.numbers) == [[5, 15], [1000, 2000], [5, 10], nil])
        #expect(grid.axes[0].cell(0) == "5" && grid.axes[1].cell(0) == "1000" && grid.axes[3].cell(0) == "1ms")
    }

    @Test func `gives parameters that move together the same value, and each a column`() throws {
        let grid = try SweepGrid(arguments: ["cpu.cores, decode.parallelism=2,4", "train.step, decode.cost=1 ms,2 ms"])
        #expect(grid.titles == ["cpu.cores", "decode.parallelism", "train.step [ms]", "decode.cost [ms]"])
        #expect(grid.axes.map(\.name) == ["cpu.cores, decode.parallelism", "train.step, decode.cost"])
        let text = """
            {overlap: 1, pipeline: [source: 8, map: {name: decode}, batch: 4], train: {step: 1 ms}}
            """
        let file = try ScenarioFile(text: text, name: "s.yaml", directory: ".")
        let points = try grid.points(variants: ["base"]) { variant, changes throws(ScenarioFileError) in
            try file.scenario(variant: variant, overrides: changes)
        }
        #expect(points.map(\.indices) == [[0, 0], [0, 1], [1, 0], [1, 1]])
        #expect(points.map(\.cells) == [2, 4].flatMap { n in [1, 2].map { ["\(n)", "\(n)", "\($0)", "\($0)"] } })
        #expect(points.map(\.scenario.platform.cpu.cores) == [2, 2, 4, 4])
        #expect(
            points.map { ($0.scenario.pipeline.stages[1].operator as? Map)?.parallelism } == [
                .fixed(2), .fixed(2), .fixed(4), .fixed(4),
            ])
    }

    @Test(arguments: [["a=1", "a=2"], ["a,a=1"], ["a,b=1", "b=2"]])
    func `does not vary a parameter twice`(arguments: [String]) {
        let error = #expect(throws: SweepGridError.self) { try SweepGrid(arguments: arguments) }
        #expect(error?.description.hasSuffix("` twice") == true)
    }
}
