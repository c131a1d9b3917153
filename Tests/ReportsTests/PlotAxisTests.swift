import Experiments
import Testing

@testable import Reports

@Suite struct PlotAxisTests {
    @Test func `puts zero one doubling to the left of a doubling axis`() throws {
        let grid = try SweepGrid(arguments: ["a=0..8:log2", "b=0,1,3", "c=off,memory", "d=1..40"])
        let axes = grid.axes.map { PlotAxis($0) }
        #expect(axes[0].positions == [0.5, 1, 2, 4, 8])
        #expect(axes[0].commands.contains("set logscale x 2"))
        #expect(axes[1].positions == [0, 1, 3])
        #expect(!axes[1].commands.contains("set logscale x 2"))
        #expect(axes[2].positions == [0, 1])
        #expect(!axes[3].commands.contains { $0.hasPrefix("set xtics") })
    }
}
