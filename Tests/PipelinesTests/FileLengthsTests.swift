import Testing
import Variates

@testable import Pipelines

struct FileLengthsTests {
    @Test func `equal lengths are a product`() {
        let lengths = FileLengths(files: 4, samplesPerFile: 3)
        #expect(lengths.samples == 12 && lengths.samplesPerFile == 3 && lengths.mean == 3)
        #expect(lengths.samples(ofFile: 2) == 6..<9)
        #expect((0..<12).map(lengths.file) == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])
    }

    @Test func `a list of equal lengths is the same as their product`() {
        #expect(FileLengths([3, 3, 3]) == FileLengths(files: 3, samplesPerFile: 3))
    }

    @Test func `each sample is in the file whose range holds it`() {
        let lengths = FileLengths([2, 1, 4])
        #expect(lengths.samples == 7 && lengths.samplesPerFile == nil && lengths.mean == 7.0 / 3)
        #expect((0..<7).map(lengths.file) == [0, 0, 1, 2, 2, 2, 2])
        for file in Int64(0)..<3 {
            for sample in lengths.samples(ofFile: file) { #expect(lengths.file(ofSample: sample) == file) }
        }
    }

    @Test func `recorded lengths are those of the files, and begin anew after the last`() throws {
        let recorded = Distribution.recorded(try RecordedTable(values: [5, 1, 0.2], replay: .inOrder))
        #expect(FileLengths(files: 5, drawnFrom: recorded) == FileLengths([5, 1, 1, 5, 1]))
    }

    @Test func `drawn lengths are the same each time, and have the distribution's mean`() throws {
        let lengths = Distribution.gamma(shape: 4, scale: 25)
        let drawn = try #require(FileLengths(files: 20_000, drawnFrom: lengths))
        #expect(drawn == FileLengths(files: 20_000, drawnFrom: lengths))
        // Five standard errors of 50 / √20,000.
        #expect(abs(drawn.mean - 100) < 5 * 50 / 20_000.squareRoot())
    }

    @Test func `too many files, or samples, are refused`() {
        #expect(FileLengths(files: FileLengths.mostDifferent + 1, drawnFrom: .uniform(lower: 1, upper: 3)) == nil)
        #expect(FileLengths(files: 10, drawnFrom: .uniform(lower: 2e11, upper: 3e11)) == nil)
    }
}
