import Testing

@testable import ScenarioFiles

@Suite struct FioHistogramTests {
    private func fixture() throws -> FioHistogram {
        var files = DataFiles(DataFolder(path: Fixtures.directory))
        return try files.fioHistogram("randread_128k_qd1.json", direction: "read")
    }

    private func mean(_ histogram: FioHistogram) -> Double {
        let sum = histogram.counts.indices.reduce(0) {
            $0 + histogram.counts[$1] * (histogram.edges[$1] + histogram.edges[$1 + 1]) / 2
        }
        return sum / histogram.counts.reduce(0, +)
    }

    @Test func `agrees with the moments that fio printed`() throws {
        let histogram = try fixture()
        #expect(histogram.counts.reduce(0, +) == 43516)
        // fio's own mean: 182593.108558 ns. Keys are middles of buckets: read as lower edges they miss it by 0.4 %.
        #expect(abs(mean(histogram) / 182_593.108558e-9 - 1) < 0.001)
        // fio's minimum and maximum lie in the first and the last bin.
        #expect(histogram.edges[0] <= 125_637e-9 && 125_637e-9 < histogram.edges[1])
        #expect(histogram.edges[histogram.counts.count - 1] <= 2_536_487e-9)
        #expect(2_536_487e-9 <= histogram.edges[histogram.counts.count])
        #expect(zip(histogram.edges, histogram.edges.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `takes a transfer away, floored at zero`() throws {
        let histogram = try fixture()
        let shifted = try #require(histogram.subtracting(seconds: 100e-6))
        #expect(abs(mean(shifted) - (mean(histogram) - 100e-6)) < 1e-12)
        let floored = try #require(histogram.subtracting(seconds: 200e-6))
        #expect(floored.edges[0] == 0)
        #expect(floored.counts.reduce(0, +) == 43516)
        #expect(histogram.subtracting(seconds: 1) == nil)
    }

    @Test func `keeps what a transfer leaves nothing of at zero`() throws {
        let histogram = FioHistogram(edges: [100e-6, 200e-6, 3e-3, 3.1e-3], counts: [98, 0, 2])
        // In the gap, and inside a bin: half of it is left, spread over 50 us.
        let gap = try #require(histogram.subtracting(seconds: 1e-3))
        #expect(abs(mean(gap) - 0.02 * 2.05e-3) < 1e-9)
        let inside = try #require(histogram.subtracting(seconds: 150e-6))
        #expect(abs(mean(inside) - (0.49 * 25e-6 + 0.02 * 2.9e-3)) < 2e-9)
        #expect(inside.counts.reduce(0, +) == 100)
    }

    @Test(arguments: [
        ("{}", "is not fio's output"), ("", "is not fio's output"), ("{\"jobs\": []}", "has no bins of read latencies"),
        ("{\"jobs\": [{\"read\": {\"clat_ns\": {\"bins\": {\"x\": 1}}}}]}", "`x` is not a bin"),
        ("{\"jobs\": [{\"read\": {\"clat_ns\": {\"bins\": {\"1000\": -1}}}}]}", "`1000` is not a bin"),
        ("{\"jobs\": [{\"read\": {\"clat_ns\": {\"bins\": {\"1000\": 1, \"1001\": 1}}}}]}", "overlaps"),
    ])
    func `explains what it cannot use`(json: String, expected: String) {
        let error = #expect(throws: DataFileError.self) {
            try FioHistogram(json: json, direction: "read", path: "f.json")
        }
        #expect(error?.message.contains(expected) == true, "\(error?.message ?? "")")
    }

    @Test func `adds the jobs of a file, after fio's warnings`() throws {
        let job = "{\"read\": {\"clat_ns\": {\"bins\": {\"100\": 2, \"129\": 1}}}}"
        let histogram = try FioHistogram(
            json: "fio: a warning\n{\"jobs\": [\(job), \(job)]}", direction: "read", path: "f.json")
        #expect(histogram.counts == [4, 0, 2])
        #expect(histogram.edges.map { ($0 * 1e9).rounded() } == [100, 101, 128, 130])
    }
}
