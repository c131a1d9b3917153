import Foundation
import ScenarioFiles
import Testing

@testable import Importers

/// Files as people have them: `Fixtures/Field/README.md`.
@Suite struct FieldFileTests {
    private func field(_ name: String) throws -> Data { try Fixtures.data("Field/\(name)") }

    private func fio(_ name: String) throws -> [FioRun] {
        try FioRun.all(json: try field(name), path: name, direction: "read")
    }

    @Test func `fio's sum of all clients is not one more client`() throws {
        let runs = try fio("fio-client-server.json")
        #expect(runs.map(\.requests) == [76_000])
        #expect(runs.map(\.requestsPerSecond) == [9500])
        #expect(runs.map(\.bytes) == [131_072])
        #expect(runs.map(\.hasBins) == [false])
        // fio's own mean over all clients: 205,721 ns.
        #expect(abs(runs[0].latencySeconds - 205_721e-9) < 1e-9)
        #expect(runs[0].latencyRange == 60_100e-9...2_400_100e-9)
    }

    @Test func `says that no client answered`() throws {
        let error = #expect(throws: ImportError.self) { try fio("fio-no-client.json") }
        #expect(error?.description == "`fio-no-client.json` has no measurements: no client answered fio")
    }

    @Test func `says that fio 3 is needed`() throws {
        let error = #expect(throws: ImportError.self) { try fio("fio-2-microseconds.json") }
        #expect(
            error?.description
                == "`fio-2-microseconds.json` is from fio-2.6, which counts in microseconds: fio 3 is needed")
    }

    @Test func `reads what PyTorch's trace handler writes`() throws {
        let name = "torch-profiler-workers-0.pt.trace.json.gz"
        func groups(_ grouping: Trace.Grouping) throws -> [String: Trace.Group] {
            let trace = try Trace(json: try field(name), path: name, by: grouping)
            #expect(trace.profilerSteps == 6)
            return Dictionary(uniqueKeysWithValues: trace.groups.map { ($0.label, $0) })
        }
        let names = try groups(.name)
        let step = try #require(names["ProfilerStep"])
        #expect(step.seconds.count == 6)
        #expect(step.seconds.first == 0.164261 && step.longest == 0.181259)
        let loader = try #require(names["enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__"])
        #expect(loader.seconds.count == 6 && loader.seconds.first == 0.062633 && loader.longest == 0.073418)
        let copy = try #require(names["Memcpy HtoD (Pageable -> Device)"])
        #expect(abs(copy.mean - 1.93e-3) < 5e-6)
        let kernels = try #require(try groups(.category)["Kernel"])
        #expect(abs(kernels.totalSeconds / 6 - 98.6e-3) < 1e-9)
        #expect(try groups(.thread)["0/stream 7"]?.seconds.count == 246)
    }

    @Test func `lists what each step took`() throws {
        let name = "torch-profiler-workers-0.pt.trace.json.gz"
        let trace = try Trace(json: try field(name), path: name, by: .category)
        let rows = try TraceOverlay(trace, file: name, assignments: []).text.split(separator: "\n").map(String.init)
        let kernel = try #require(rows.first { $0.hasSuffix("  Kernel") })
        #expect(kernel.contains("98.6 ms"))
        #expect(rows.contains { $0.contains("each step") })
    }

    @Test(arguments: ["utf8-trap.json", "tfdata-utf8-trap.json"])
    func `refuses bytes that are not UTF-8`(name: String) throws {
        let data = try field(name)
        let sentence = "line 1 is not valid UTF-8"
        let torch = #expect(throws: CaseFileError.self) { try TorchFile(json: data) }
        let tfdata = #expect(throws: CaseFileError.self) { try TFDataFile(json: data) }
        let rank = #expect(throws: CaseFileError.self) { try RankTrace(json: data) }
        for error in [torch, tfdata, rank] { #expect(error?.message == sentence) }
        let fio = #expect(throws: ImportError.self) { try FioRun.all(json: data, path: "f", direction: "read") }
        #expect(fio?.description.contains(sentence) == true)
        let trace = #expect(throws: ImportError.self) { try Trace(json: data, path: "t", by: .name) }
        #expect(trace?.description.contains(sentence) == true)
    }

    @Test func `refuses a duration that no scenario takes`() throws {
        let trace = try Trace(json: try field("trace-long.json"), path: "t.json", by: .name)
        let assignment = try #require(TraceOverlay.Assignment(argument: "decode=decode.cost"))
        let text = try TraceOverlay(trace, file: "t.json", assignments: [assignment]).text
        let error = #expect(throws: ScenarioFileError.self) { try ImportedText.checkTimes(text) }
        #expect(error?.description.contains("is too large") == true)
        #expect(error?.description.contains("accepted: a time from 0 ns to 1000000000 s") == true)
    }
}
