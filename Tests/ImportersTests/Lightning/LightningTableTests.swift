import Foundation
import Testing

@testable import Importers

/// Tables of a loop whose loader takes 32 ms a batch and whose step sleeps for 20: `Fixtures/loops/record.py`.
@Suite struct LightningTableTests {
    private static func table(_ name: String) throws -> LightningTable {
        try LightningTable(try Fixtures.data("loops/\(name).txt"), path: name)
    }

    @Test(arguments: ["lightning-simple", "lightning-advanced"])
    func `finds the turns of the training loop`(name: String) throws {
        let turns = try Self.table(name).turns(path: name)
        #expect(turns.loader == .unknown)
        #expect(turns.meanLoading > 0.032 && turns.meanLoading < 0.12, "\(turns.meanLoading)")
        #expect(turns.meanRest > 0.02 && turns.meanRest < 0.12, "\(turns.meanRest)")
        #expect(turns.copying[0] > 0 && turns.copying[0] < 1e-3)
    }

    @Test func `reads a table without counts`() throws {
        let table = try Self.table("lightning-plain")
        #expect(table.actions.first { $0.name == "run_training_batch" }?.calls == 40)
        #expect(try table.turns(path: "t").meanRest > 0.02)
    }

    @Test(arguments: ["lightning-simple", "lightning-advanced", "lightning-plain"])
    func `line ends of Windows and a byte order mark change nothing`(name: String) throws {
        let text = String(decoding: try Fixtures.data("loops/\(name).txt"), as: UTF8.self)
        let windows = "\u{FEFF}" + text.replacing("\n", with: "\r\n")
        #expect(try LightningTable(Data(windows.utf8), path: name).actions == Self.table(name).actions)
    }

    @Test func `passes over what a log puts before the rows`() throws {
        let text = String(decoding: try Fixtures.data("loops/lightning-simple.txt"), as: UTF8.self)
        let logged = text.split(separator: "\n").map { "INFO:lightning.pytorch: \($0)" }.joined(separator: "\n")
        let plain = try Self.table("lightning-simple").turns(path: "t")
        let turns = try LightningTable(Data(logged.utf8), path: "t").turns(path: "t")
        #expect(turns.meanRest == plain.meanRest && turns.meanLoading == plain.meanLoading)
    }

    private static let head = "|  Action  |  Mean duration (s)  |  Num calls  |  Total time (s)  |  Percentage %  |\n"

    @Test(
        arguments: [
            ("", "has no table of actions"),
            ("\(head)| run_training_batch | x | 5 | 1.0 | 2 |", "t.txt:2: `x` is not a number"),
            ("\(head)| run_training_batch | 0.1 | 1e300 | 1.0 | 2 |", "is not a number"),
            ("\(head)| run_training_batch | nan | 5 | 1.0 | 2 |", "`nan` is not a number"),
            ("\(head)| run_training_batch | 0.1 | 5 | 0.5 | 2 |", "has no action `train_dataloader_next`"),
            (
                "\(head)| [_TrainingEpochLoop].train_dataloader_next | 0.1 | 5 | 0.5 | 2 |",
                "has no action `run_training_batch`"
            ),
            ("| Action | Other |\n| run_training_batch | 0.1 |", "there is no mean or no total"),
        ] as [(String, String)])
    func `says what is wrong, and where`(text: String, message: String) {
        let error = #expect(throws: ImportError.self) {
            _ = try LightningTable(Data(text.utf8), path: "t.txt").turns(path: "t.txt")
        }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }
}
