import Testing

@testable import Pipelines

struct FileLayoutTests {
    @Test func `a file is opened, then asked for each row group, then read on`() {
        let layout = FileLayout(samplesPerOpening: 10, samplesPerRequest: 4)
        let places = (0..<12).map { layout.place(ofRecord: $0) }
        let file: [Work.Place] = [
            .disk, .diskStream, .diskStream, .diskStream, .diskRequest, .diskStream, .diskStream, .diskStream,
            .diskRequest, .diskStream,
        ]
        #expect(places == file + [.disk, .diskStream])
    }

    @Test func `a row group ends with its file`() {
        let layout = FileLayout(samplesPerOpening: 10, samplesPerRequest: 4)
        #expect(layout.group(from: 10) == 10..<14)
        #expect(layout.group(from: 12) == 12..<14)
        #expect(layout.group(from: 18) == 18..<20)
        #expect(layout.group(around: 19) == 18..<20)
        #expect(layout.group(around: 13) == 10..<14)
    }

    @Test func `a sample that is a file is opened`() {
        let layout = FileLayout(samplesPerOpening: 1, samplesPerRequest: 1)
        #expect((0..<3).map { layout.place(ofRecord: $0) } == [.disk, .disk, .disk])
    }
}
