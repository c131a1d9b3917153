import Exporters
import Testing

@Suite struct ReadingFunctionTests {
    private static let disk = "{disk: {latency: 2 ms, bandwidth: 1 MB/s}}"

    @Test func `each sample pays latency and transfer where it is a file`() throws {
        let text = try ExportedText.tfdata("[source: {elements: 10, size: 1 kB}]", platform: Self.disk)
        #expect(text.has("It takes 2 ms and 1 ms to transfer it. A sample is 1 kB."))
        #expect(text.has("time.sleep(0.002 + 0.001)\nreturn sample"))
        #expect(text.has("SAMPLES = 10\n"))
    }

    @Test func `the first of a file pays the latency where files hold several`() throws {
        let text = try ExportedText.tfdata(
            "[source: {files: 3, samplesPerFile: 4, size: 1 kB}]", platform: Self.disk)
        #expect(text.has("FILES = 3\nSAMPLES_PER_FILE = 4\nSAMPLES = FILES * SAMPLES_PER_FILE\n"))
        #expect(text.has("time.sleep(0.001)\nif sample % SAMPLES_PER_FILE == 0:\ntime.sleep(0.002)\nreturn sample"))
    }

    @Test func `the first of a row group does where there are any`() throws {
        let text = try ExportedText.tfdata(
            "[source: {files: 3, samplesPerFile: 8, rowGroup: 4}]", platform: Self.disk)
        #expect(text.has("if (sample % SAMPLES_PER_FILE) % 4 == 0:\ntime.sleep(0.002)"))
    }

    @Test func `files of different lengths are listed`() throws {
        let text = try ExportedText.tfdata(
            "[source: {files: 3, samplesPerFile: {recorded: {values: [2, 5, 1], replay: in order}}}]",
            platform: Self.disk)
        #expect(text.has("FILE_LENGTHS = [int(samples) for samples in \"\"\"\n2 5 1\n\"\"\".split()]"))
        #expect(text.has("if position_in_file(sample) == 0:") && text.has("SAMPLES = FILE_STARTS[-1]"))
    }

    @Test func `too many of them are refused`() {
        #expect {
            try ExportedText.tfdata("[source: {files: 1001, samplesPerFile: {uniform: {min: 1, max: 9}}}]")
        } throws: {
            "\($0)".contains("1001 files, and lists 1000 at most: set `samplesPerFile` to a number")
        }
    }

    @Test func `a disk that takes no time is no sleep`() throws {
        #expect(try ExportedText.tfdata("[source: 5]").has("Put your own here.\"\"\"\nreturn sample"))
    }
}
