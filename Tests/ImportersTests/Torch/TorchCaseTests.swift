import Foundation
import Testing

@testable import Importers

@Suite struct TorchCaseTests {
    @Test func `reads the measured cases`() throws {
        let file = try TorchCases.fixture()
        #expect(file.entries.count == 35)
        for entry in file.entries { #expect(throws: Never.self, "\(entry.id)") { try entry.content.get() } }
        #expect(file["exp_w4_pf2_bal"]?.group == "stoch")
        #expect(file.overheads.processes.creation[4] == 0.05183772049986146)
    }

    @Test func `takes PyTorch's defaults for arguments that are missing`() throws {
        let loader = try TorchCases.file("").entries[0].content.get().loader
        #expect(
            loader
                == TorchCase.Loader(
                    workers: 0, prefetchFactor: nil, batchSize: 1, keepsOrder: true, dropsRemainder: false,
                    persists: false, startMethod: "fork", initialisation: nil))
    }

    @Test(arguments: [("cpu", true), ("pycpu", true), ("sleep", false)])
    func `knows where threads compete`(kind: String, competes: Bool) throws {
        let stages = #""stages": {"sample": {"kind": "\#(kind)"}, "train": {"dist": "const", "mean": 0.004}}"#
        #expect(Torch.hasContention(try TorchCases.file("", stages).entries[0].content.get()) == competes)
    }

    @Test func `a case without a loader keeps its reason`() throws {
        let file = try TorchFile(json: Data(#"{"cases": [{"id": "a", "dataset": {"n": 3}}]}"#.utf8))
        let error = #expect(throws: CaseError.self) { try file.entries[0].content.get() }
        #expect(error?.description.contains("`loader` is missing") == true)
    }
}
