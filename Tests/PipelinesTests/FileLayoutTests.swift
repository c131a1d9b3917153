import Testing

@testable import Pipelines

struct FileLayoutTests {
    private static let tens = FileLayout(
        FileLengths(files: 3, samplesPerFile: 10), opensEachSample: false, rowGroup: 4)

    @Test func `a file is opened, then asked for each row group, then read on`() {
        let places = (0..<12).map { Self.tens.place(ofSample: $0) }
        let file: [Work.Place] = [
            .disk, .diskStream, .diskStream, .diskStream, .diskRequest, .diskStream, .diskStream, .diskStream,
            .diskRequest, .diskStream,
        ]
        #expect(places == file + [.disk, .diskStream])
    }

    @Test func `a row group ends with its file`() {
        let layout = Self.tens
        #expect(layout.group(from: 10) == 10..<14)
        #expect(layout.group(from: 12) == 12..<14)
        #expect(layout.group(from: 18) == 18..<20)
        #expect(layout.group(around: 19) == 18..<20)
        #expect(layout.group(around: 13) == 10..<14)
    }

    @Test func `a sample that is a file is opened`() {
        let layout = FileLayout(FileLengths(files: 3, samplesPerFile: 1), opensEachSample: false, rowGroup: nil)
        #expect((0..<3).map { layout.place(ofSample: $0) } == [.disk, .disk, .disk])
    }

    @Test func `files of different lengths begin where the one before ends`() {
        let layout = FileLayout(FileLengths([3, 1, 5]), opensEachSample: false, rowGroup: 2)
        let places = (0..<9).map { layout.place(ofSample: $0) }
        let expected: [Work.Place] = [
            .disk, .diskStream, .diskRequest, .disk, .disk, .diskStream, .diskRequest, .diskStream, .diskRequest,
        ]
        #expect(places == expected)
        #expect(layout.group(from: 2) == 2..<3)
        #expect(layout.group(around: 7) == 6..<8)
        #expect(layout.group(around: 8) == 8..<9)
        #expect(layout.areTogether(4, 8) && !layout.areTogether(2, 3))
    }
}
