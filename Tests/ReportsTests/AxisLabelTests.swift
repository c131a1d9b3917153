import Experiments
import ScenarioFiles
import Testing

@testable import Reports

struct AxisLabelTests {
    private static func label(_ argument: String) throws -> String {
        let file = try ScenarioFile(text: SweptScenario.text, name: "s.yaml", directory: ".")
        let grid = try SweepGrid(arguments: [argument])
        return AxisLabel(grid.axes[0], in: try file.scenario(variant: "base")).text
    }

    @Test(
        arguments: [
            ("train.step=5 ms,10 ms", "train.step (ms)"), ("prefetch.buffer=1,2", "prefetch.buffer (ready elements)"),
            ("prefetch=1,2", "prefetch (ready elements)"),
            ("decode.parallelism=1..3", "decode.parallelism (calls at a time)"),
            ("map.parallelism=1..3", "map.parallelism (calls at a time)"),
            ("gpu.count=1,2", "gpu.count (accelerators)"),
            ("platform.cpu.cores=1,2", "platform.cpu.cores (cores that run threads)"), ("cache=off,memory", "cache"),
            ("decode.parallelism=1,auto", "decode.parallelism"), ("no.such=1", "no.such"),
            ("gpu.count,train.epochs=1,2", "gpu.count, train.epochs (accelerators, passes over the data)"),
        ] as [(String, String)])
    func `names the parameter and what its values count`(argument: String, label: String) throws {
        #expect(try Self.label(argument) == label)
    }
}
