import Foundation
import Testing

@testable import Experiments

@Suite struct RemoteDriverTests {
    /// Takes a while to end when it is told to, and then makes the file that its first argument names.
    private static let slow = """
        trap 'sleep 0.2; : > "$0"; exit' TERM
        echo ready
        while :; do sleep 0.02; done
        """

    @Test func `a driver that is no longer needed gets the time to end by itself`() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("overlap-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        do {
            let driver = try RemoteDriver("sh", ["-c", Self.slow, url.path])
            #expect(try driver.next() == Array("ready".utf8))
        }
        #expect(FileManager.default.fileExists(atPath: url.path))
    }
}
