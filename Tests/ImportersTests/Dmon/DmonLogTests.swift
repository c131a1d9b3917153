import Foundation
import Testing

@testable import Importers

@Suite struct DmonLogTests {
    private static func log(_ text: String) throws(ImportError) -> DmonLog {
        try DmonLog(Data(text.utf8), path: "d.txt")
    }

    @Test func `reads shares, with headers between them and values that are missing`() throws {
        let log = try DmonLog(try Fixtures.data("loops/dmon-one.txt"), path: "d.txt")
        let gpu = try #require(log.gpus.first)
        #expect(log.gpus.count == 1 && gpu.index == 0)
        #expect(gpu.shares == [0.54, 0.72, 0.7, 0.68, 0.71, 0.69, 0.66, 0.73, 0.7, 0.17])
        #expect(gpu.missing == 1 && gpu.idle == 3)
        #expect(abs((gpu.mean ?? 0) - 0.63) < 1e-12)
        #expect(gpu.quantile(0.5) == 0.69 && gpu.quantile(0.9) == 0.72)
    }

    @Test func `finds the columns where the header has them`() throws {
        let log = try DmonLog(try Fixtures.data("loops/dmon-two.txt"), path: "d.txt")
        #expect(log.gpus.map(\.index) == [0, 1, 2])
        #expect(log.gpus.map(\.shares) == [[0.88, 0.92], [0.9, 0.94], [0, 0]])
    }

    /// As PowerShell 7 and editors for Windows write it; UTF-16, of Windows PowerShell 5, is refused.
    @Test func `line ends of Windows and a byte order mark change nothing`() throws {
        let text = String(decoding: try Fixtures.data("loops/dmon-one.txt"), as: UTF8.self)
        let (log, same) = try (Self.log(text), Self.log("\u{FEFF}" + text.replacing("\n", with: "\r\n")))
        #expect(same.gpus.map(\.shares) == log.gpus.map(\.shares))
        let error = #expect(throws: ImportError.self) { try Self.log("# gpu sm\r\n# Idx %\r\n0 x\r\n") }
        #expect(error?.description.hasPrefix("d.txt:3: ") == true)
    }

    @Test func `reads commas between values`() throws {
        #expect(try Self.log("#gpu, sm\n#Idx, %\n0, 50\n").gpus[0].shares == [0.5])
    }

    private static let head = "# gpu sm mem\n# Idx % %\n"

    @Test(
        arguments: [
            ("", "has no busy share of any GPU"), ("0 50 3", "d.txt:1: `0 50 3` stands before any header"),
            ("\(head)0 50", "d.txt:3: 2 values stand below a header of 3"),
            ("\(head)0 101 3", "`101` is not a share from 0 to 100 %"), ("\(head)0 nan 3", "`nan` is not a share"),
            ("\(head)x 50 3", "`x` is not the number of a GPU"), ("\(head)-1 50 3", "`-1` is not the number of a GPU"),
            ("\(head)0 - 3", "has no busy share"), ("# gpu pwr\n0 50", "there is no column `sm`, only gpu, pwr"),
            ("# gpu pid type sm\n0 1 C 50", "this is by `nvidia-smi pmon`"),
            ("Failed to initialize NVML", "stands before any header"),
        ] as [(String, String)])
    func `says what is wrong, and where`(text: String, message: String) {
        let error = #expect(throws: ImportError.self) { try Self.log(text) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func `refuses bytes that are not text`() {
        let error = #expect(throws: ImportError.self) { try DmonLog(Data([0xFF, 0x00]), path: "d.txt") }
        #expect(error?.description.contains("is not by nvidia-smi dmon") == true)
    }
}
