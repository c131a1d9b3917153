import Foundation
import Testing

@testable import Importers

@Suite struct LoopRecordingTests {
    static let fixtures = ["alone", "two-workers", "persistent", "grouped", "stream", "iterable", "killed"]

    @Test(arguments: fixtures) func `reads what the recorder wrote`(name: String) throws {
        let recording = try LoopRecording(json: Fixtures.data("loop/\(name).json"))
        #expect(recording.run.epochs.allSatisfy { !$0.waits.isEmpty })
        #expect(recording.machine.cores == 2)
        #expect((recording.run.loader == nil) == (name == "iterable"))
    }

    @Test func `takes the cores and the memory that the loop may use`() throws {
        let machine = try LoopRecording(json: MadeLoop.json()).machine
        #expect(machine == LoopRecording.Machine(cores: 2, memoryBytes: 1_000_000))
    }

    @Test(
        arguments: [
            ("", "no JSON", "not"),
            (#""overlap_loop": 1"#, #""overlap_loop": 2"#, "version 2"),
            (#""overlap_loop": 1,"#, "", "`overlap_loop` is missing"),
            (#""kind": "map""#, #""kind": "tree""#, "`kind` must be"),
            (#""num_workers": 1"#, #""num_workers": -1"#, "must be from 0 to 1024"),
            (#""batch_size": 8"#, #""batch_size": 0"#, "must be from 1"),
            (#""logical_cores": 8"#, #""logical_cores": 0"#, "above 0"),
            (#""iterator_us": 20000"#, #""iterator_us": -20000"#, "from 0 µs to a year"),
            (#""iterator_us": 20000"#, #""iterator_us": 1e300"#, "from 0 µs to a year"),
            (#""iterator_us": 20000"#, #""iterator_us": 1e999"#, "valid JSON"),
            (#""wait_us": ["#, #""wait_us": [1, "#, "entries"),
            (#""fetch_us": ["#, #""fetch_us": [-1, "#, "fetch_us"),
            (#""samples": [8,"#, #""samples": [0,"#, "[0]: must be from 1"),
            (#""wall_us": ["#, #""wall_us": [5, "#, "has 2 entries beside 3"),
            (#""epochs": ["#, #""epochs": [5, "#, "epochs"),
        ] as [(String, String, String)])
    func `refuses what cannot be, and says where`(place: String, change: String, message: String) throws {
        let text = String(decoding: MadeLoop.json(), as: UTF8.self)
        let changed = place.isEmpty ? change : text.replacing(place, with: change, maxReplacements: 1)
        #expect(changed != text)
        let error = #expect(throws: CaseError.self) { try LoopRecording(json: Data(changed.utf8)) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func `a file that is cut off anywhere is refused`() throws {
        let whole = MadeLoop.json()
        for length in stride(from: 0, to: whole.count - 1, by: 97) {
            #expect(throws: CaseError.self) { try LoopRecording(json: whole.prefix(length)) }
        }
    }
}
