import Foundation
import Testing

@testable import Importers

@Suite struct RankTraceTests {
    private static func json(
        load: String = "[2, 0.5]", proc: String = "[3, 1.5]", compute: String = "1", more: String = ""
    ) -> String {
        """
        {"load": {"block1": \(load)}, "proc": {"block1": \(proc)}, "compute": {"block1": \(compute)},
         "au": {"block1": 50}, "throughput": {"block1": 2.8}\(more)}
        """
    }

    private func trace(_ text: String) throws -> RankTrace { try RankTrace(json: Data(text.utf8)) }

    private func reason(_ text: String) throws -> String {
        try #require(throws: CaseFileError.self) { try trace(text) }.message
    }

    @Test func `epochs stand at the top, as DLIO writes them, or under a key`() throws {
        let expected = RankTrace.Epoch(
            load: [2, 0.5], process: [3, 1.5], compute: [1, 1], utilisationPercent: 50, samplesPerSecond: 2.8)
        let top = try trace(#"{"host_cpu_count": 4, "hostname": "h", "1": \#(Self.json()), "2": \#(Self.json())}"#)
        #expect(top.epochs == [1: expected, 2: expected])
        #expect(try trace(#"{"epochs": {"1": \#(Self.json(compute: "[1, 1]"))}}"#).epochs == [1: expected])
    }

    @Test func `evaluations are passed over`() throws {
        let text =
            #"{"load": {"block1": [2, 0.5], "eval": [1]}, "proc": {"block1": [3, 1.5], "eval": [2]},"#
            + #" "compute": {"block1": [1, 1], "eval": []}, "au": {"block1": 50, "eval": 0},"#
            + #" "throughput": {"block1": 2.8, "eval": 0}}"#
        #expect(try trace(#"{"1": \#(text)}"#).epochs[1]?.load == [2, 0.5])
    }

    @Test(arguments: [
        ("[]", "found an array"), ("{}", "there is no epoch"), (#"{"epochs": {"a": 1}}"#, "there is no epoch"),
        (#"{"1": {"load": {"block1": [1, 1]}}}"#, "`proc` is missing"),
        (#"{"1": \#(json(load: "[1]"))}"#, "1: 1 loads, 2 processed and 1 computed steps"),
        (#"{"1": \#(json(load: "[1]", proc: "[1]"))}"#, "at least 2"),
        (#"{"1": \#(json(load: "[-1, 1]"))}"#, "1.load: durations must be from 0"),
        (#"{"1": \#(json(proc: "[1, NaN]"))}"#, "1.proc: durations must be from 0"),
        (#"{"1": \#(json(compute: "[1, 1e9]"))}"#, "1.compute: durations must be from 0"),
        (#"{"1": {"load": {"block1": [1, 1], "block2": [1, 1]}}}"#, "1.load: 2 blocks of steps"),
        (#"{"1": {"load": {"eval": [1, 1]}}}"#, "1.load: 0 blocks of steps"),
    ])
    func `says what is wrong, and where`(text: String, expected: String) throws {
        let reason = try reason(text)
        #expect(reason.contains(expected), "\(reason)")
    }
}
