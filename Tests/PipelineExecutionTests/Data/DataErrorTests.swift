import PipelineExecution
import Testing

struct DataErrorTests {
    @Test(
        arguments: [
            (.missing(path: "d/f"), ["`d/f`", "does not exist"]),
            (.unreadable(path: "f", reason: "Permission denied"), ["cannot read `f`", "Permission denied"]),
            (.truncated(path: "f", expectedBytes: 12, foundBytes: 7), ["`f`", "holds 7 bytes", "at least 12"]),
            (.diskFull(path: "f"), ["cannot write `f`", "no space"]),
            (.inputOutput(path: "f", action: "read", reason: "Bad"), ["read of `f` failed: Bad"]),
            (
                .notEnoughSpace(path: "d", neededBytes: 5, freeBytes: 6, reserveBytes: 2),
                ["not enough space for `d`", "needs 5 bytes more", "2 must stay free", "6 are free"]
            ),
            (
                .notEnoughFiles(path: "d", neededFiles: 5, freeFiles: 4),
                ["too many files for `d`", "needs 5 more", "room for 4"]
            ),
            (.otherData(path: "d", differences: ["seed 1, not 2", "files 1, not 3"]), ["`d`", "2; files 1, not 3"]),
            (.noManifest(path: "d", reason: "why"), ["`d`", "why"]), (.incomplete(path: "d"), ["`d`", "incomplete"]),
            (.inUse(path: "d"), ["another process", "`d`"]), (.tooLarge("too many"), ["too many"]),
        ] as [(DataError, [String])])
    func `says what is wrong and where`(_ error: DataError, _ parts: [String]) {
        for part in parts { #expect(error.description.contains(part)) }
    }
}
