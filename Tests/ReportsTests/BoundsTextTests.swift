import Experiments
import Pipelines
import ScenarioFiles
import Testing

@testable import Reports

struct BoundsTextTests {
    private func text(target: Double?) throws -> String {
        let file = try ScenarioFile(
            text: """
                overlap: 1
                platform: {cpu: {cores: 2, workers: 8}, disk: {latency: 1 ms}}
                pipeline: [source: {elements: 100, size: 1 MiB}, map: {cost: 8 ms, parallelism: 4}, prefetch: 2]
                train: {step: 1 ms}
                """, name: "test", directory: ".")
        return BoundsText([try Bounds(try file.scenario(variant: "base"))], target: target).text(TextStyle())
    }

    @Test func `the verdict comes first`() throws {
        #expect(
            try text(target: nil) == """
                base: at most 250 samples/s, by the cores.

                resource or thread              a sample takes  at a time   at most
                the cores                              8.00 ms          2     250/s
                the workers of `map`                   8.00 ms          4     500/s
                the worker pool                        8.00 ms          8   1,000/s
                the accelerators                       1.00 ms          1   1,000/s
                the background thread of `map`         1.00 ms          1   1,000/s
                the training loop's thread             1.00 ms          1   1,000/s
                the disk's places                      1.00 ms         32  32,000/s
                Full buffers hold 6.00 MiB.

                By operational laws, from mean demands: no simulation. Variability, order, buffers, start-up and overheads only make it
                slower: `overlap simulate` says by how much.

                """)
    }

    @Test(
        arguments: [
            (100, "base: 100 samples/s are not excluded (at most 250 samples/s, by the cores)."),
            (300, "base: 300 samples/s are out of reach: at most 250 samples/s, by the cores."),
        ] as [(Double, String)])
    func `a target is answered`(_ target: Double, _ verdict: String) throws {
        let lines = try text(target: target).split(separator: "\n")
        #expect(lines[0] == verdict)
        let cores = try #require(lines.first { $0.hasPrefix("the cores") })
        #expect(cores.hasSuffix(target == 300 ? " 3" : " 1"))
    }

    @Test(arguments: ["the disk's bandwidth", "the read cache's bandwidth"])
    func `of a bandwidth so many times as much is needed`(_ name: String) throws {
        let file = try ScenarioFile(
            text: """
                overlap: 1
                platform:
                  disk: {bandwidth: 100 MB/s}
                  readCache: {missRate: 0.5, bandwidth: 100 MB/s}
                pipeline: [source: {elements: 100, size: 1 MB}]
                train: {step: 1 ms, epochs: 2}
                """, name: "test", directory: ".")
        let lines = BoundsText([try Bounds(try file.scenario(variant: "base"))], target: 300).text(TextStyle())
            .split(separator: "\n")
        let row = try #require(lines.first { $0.hasPrefix(name) })
        #expect(row.hasSuffix(" 1.50 × the bandwidth"), "\(row)")
    }
}
