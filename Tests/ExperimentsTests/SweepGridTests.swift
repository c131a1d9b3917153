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
}
