import Foundation
import Testing

@testable import Importers

@Suite struct GzipTests {
    /// `printf '[{"a": 1}]' | gzip -9n`.
    private static let packed = Data(base64Encoded: "H4sIAAAAAAACA4uuVkpUslIwrI0FAMpkP+0KAAAA") ?? Data()

    private func reason(_ data: Data, limit: Int = 1 << 20) -> String {
        do throws(Gzip.Failure) {
            _ = try Gzip.bytes(of: data, limit: limit)
            return ""
        } catch {
            return error.reason
        }
    }

    @Test func `unpacks a file, and files after each other`() throws {
        #expect(try Gzip.bytes(of: Self.packed) == Array(#"[{"a": 1}]"#.utf8))
        #expect(try Gzip.bytes(of: Self.packed + Self.packed).count == 20)
    }

    @Test(arguments: [1, 512, 10_240])
    func `zeros after a file are padding`(count: Int) throws {
        #expect(try Gzip.bytes(of: Self.packed + Data(count: count)) == Array(#"[{"a": 1}]"#.utf8))
        #expect(try Gzip.bytes(of: Self.packed + Self.packed + Data(count: count)).count == 20)
        #expect(reason(Self.packed + Data(count: count) + Self.packed) == "the gzip file is damaged")
    }

    @Test func `leaves others as they are`() throws {
        #expect(try Gzip.bytes(of: Data("[]".utf8)) == Array("[]".utf8))
        #expect(try Gzip.bytes(of: Data()) == [])
    }

    @Test func `refuses what is damaged`() {
        for length in 2..<Self.packed.count {
            #expect(!reason(Self.packed.prefix(length)).isEmpty, "\(length)")
        }
        var wrong = Self.packed
        wrong[20] ^= 0xFF
        #expect(reason(wrong) == "the gzip file is damaged")
        #expect(reason(Self.packed + Data([1, 2, 3])) == "the gzip file is damaged")
    }

    @Test func `bounds what is unpacked`() {
        #expect(reason(Self.packed, limit: 9).contains("larger than"))
        let zeros = Data((0..<64).flatMap { _ in Self.zeros })
        #expect(zeros.count < 10_000)
        #expect(reason(zeros, limit: 3 << 20) == "unpacked, it is larger than 3 MiB, the most that is read")
        #expect((try? Gzip.bytes(of: zeros, limit: 4 << 20))?.count == 4 << 20)
    }

    /// `head -c 65536 /dev/zero | gzip -9n`.
    private static let zeros =
        Data(
            base64Encoded: "H4sIAAAAAAACA+3BAQEAAACAkP6v7ggKAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAauuOl9cAAAEA"
        ) ?? Data()
}
