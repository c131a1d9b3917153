import Foundation
import Testing

@testable import overlap

struct FirstRunTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("first-run-\(UUID())").path

    @Test(arguments: ["XDG_STATE_HOME", "HOME"])
    func `is once`(_ variable: String) {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(FirstRun.isFirst(environment: [variable: folder]))
        #expect(!FirstRun.isFirst(environment: [variable: folder]))
    }

    @Test func `is never where nothing can be left, or nobody knows where`() {
        #expect(!FirstRun.isFirst(environment: [:]))
        #expect(!FirstRun.isFirst(environment: ["XDG_STATE_HOME": "/proc/overlap"]))
    }
}
