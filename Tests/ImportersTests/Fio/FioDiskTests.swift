import Foundation
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

@testable import Importers

@Suite struct FioDiskTests {
    /// Requests per second of a simulated disk that as many readers as `run.depth` keep busy, one request each.
    private func simulated(_ overlay: String, under run: FioRun, requests: Int) throws -> RunReport {
        let text = """
            overlap: 1
            pipeline: [source: {elements: \(requests / run.depth), size: \(Int(run.bytes)) B, access: random}]
            train: 0 s
            \(overlay)
              gpu: {count: \(run.depth), barrier: epoch}
            """
        let file = try ScenarioFile(text: text, name: "disk.yaml", directory: ".")
        let scenario = try #require(try file.scenarios().first)
        guard case .completed(let report) = try simulate(scenario, replication: 0) else { throw Unfinished() }
        return report
    }

    private struct Unfinished: Error {}

    /// The relative error of a mean of latencies, three standard errors wide, and the width of fio's bins.
    private func tolerance(_ run: FioRun, requests: Int) -> Double {
        let mean = run.histogram.mean
        let histogram = run.histogram
        let square = histogram.counts.indices.reduce(0) { sum, bin in
            let middle = (histogram.edges[bin] + histogram.edges[bin + 1]) / 2
            return sum + histogram.counts[bin] * (middle - mean) * (middle - mean)
        }
        let deviation = (square / histogram.counts.reduce(0, +)).squareRoot() / mean
        return 0.016 + 3 * deviation / Double(requests).squareRoot()
    }

    private func expectAgreement(_ overlay: String, _ run: FioRun) throws {
        let requests = 40_000
        let report = try simulated(overlay, under: run, requests: requests)
        let tolerance = tolerance(run, requests: requests)
        let rate = report.samplesPerSecond / run.requestsPerSecond
        #expect(abs(rate - 1) < tolerance, "\(run.name): \(rate) of fio's requests per second")
        // Each of the readers has one request in flight: Little's law gives the mean latency.
        let latency = Double(run.depth) / report.samplesPerSecond / run.latencySeconds
        #expect(abs(latency - 1) < tolerance, "\(run.name): \(latency) of fio's mean latency")
    }

    @Test(arguments: FioFiles.all) func `a simulated disk does what fio measured`(path: String) throws {
        let json = try Data(contentsOf: URL(fileURLWithPath: path))
        let runs = try FioRun.all(json: json, path: path, direction: "read")
        let overlay = DiskOverlay(try FioDisk(runs), files: [path]).text
        for run in runs { try expectAgreement(overlay, run) }
    }

    @Test func `several depths and sizes are reproduced by one disk`() throws {
        let runs = try FioFiles.runs("128k_qd16.json", "128k_qd1.json", "randread_128k_qd4.json", "32k_qd1.json")
        let overlay = DiskOverlay(try FioDisk(runs), files: []).text
        for run in runs { try expectAgreement(overlay, run) }
    }

    @Test(arguments: [1.5e9, 4e9, 1e12]) func `any bandwidth reproduces one depth`(bytesPerSecond: Double) throws {
        let runs = try FioFiles.runs("fio-randread-128k-qd1.json")
        let disk = try FioDisk(runs, bytesPerSecond: bytesPerSecond)
        #expect(disk.evidence == .given)
        #expect(abs(disk.latencySeconds - (runs[0].latencySeconds - 131_072 / bytesPerSecond)) < 1e-9)
        try expectAgreement(DiskOverlay(disk, files: []).text, runs[0])
    }

    @Test func `takes the bandwidth from what there is`() throws {
        let one = try FioDisk(try FioFiles.runs("fio-randread-128k-qd1.json"))
        #expect(one.evidence == .shortest)
        #expect(abs(one.points[0].bytesPerSecond - 131_072 / 125_677e-9) < 1)
        #expect(try FioDisk(try FioFiles.runs("128k_qd4.json")).evidence == .none)
        let sizes = try FioFiles.runs("randread_128k_qd1.json", "32k_qd1.json")
        let disk = try FioDisk(sizes)
        #expect(disk.evidence == .sizes)
        let slope = (sizes[0].latencySeconds - sizes[1].latencySeconds) / (sizes[0].bytes - sizes[1].bytes)
        #expect(abs(disk.points[0].bytesPerSecond * slope - 1) < 1e-9)
        let deep = try FioDisk(try FioFiles.runs("128k_qd4.json", "128k_qd16.json"))
        #expect(deep.evidence == .throughput && deep.queueDepth == 16)
        #expect(deep.points.map(\.depth) == [4, 16])
    }

    @Test func `the latency left has the mean that the disk needs`() throws {
        for path in FioFiles.all {
            let runs = try FioRun.all(
                json: try Data(contentsOf: URL(fileURLWithPath: path)), path: path, direction: "read")
            let disk = try FioDisk(runs)
            let latency = try #require(disk.latency)
            #expect(abs(latency.histogram.mean / disk.latencySeconds - 1) < 1e-9)
            #expect(latency.takenOffSeconds < runs[0].latencySeconds)
            // All but what became zero is moved, not squeezed.
            let (longest, left) = (disk.runs[0].histogram.edges.last, latency.histogram.edges.last)
            #expect(abs(try #require(left) + latency.takenOffSeconds - (try #require(longest))) < 2e-6)
        }
    }

    @Test func `refuses a bandwidth below what was measured`() throws {
        let runs = try FioFiles.runs("fio-randread-128k-qd1.json")
        let error = #expect(throws: ImportError.self) { try FioDisk(runs, bytesPerSecond: 700e6) }
        #expect(error?.description.contains("a bandwidth of 700 MB/s is too small") == true)
        #expect(error?.description.contains("717.387 MB/s") == true, "\(error?.description ?? "")")
    }

    @Test func `says what one depth cannot tell, and what does not fit`() throws {
        func text(_ runs: [FioRun]) throws -> String {
            DiskOverlay(try FioDisk(runs), files: ["a.json"]).text.replacing("\n# ", with: " ")
        }
        #expect(
            try text(try FioFiles.runs("fio-randread-128k-qd1.json")).contains("cannot separate latency"))
        #expect(try text(try FioFiles.runs("128k_qd4.json")).contains("bytes take no time"))
        let lazy =
            #"{"jobs": [\#(FioFiles.job(FioFiles.load(iops: 700), more: #", "write": {\#(FioFiles.load())}"#))]}"#
        let odd = try text(try FioRun.all(json: Data(lazy.utf8), path: "f.json", direction: "read"))
        #expect(odd.contains("1.4 requests were in flight on average, taken as 1"))
        #expect(odd.contains("other requests ran at the same time"))
    }
}
