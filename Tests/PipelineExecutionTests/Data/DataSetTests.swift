import PipelineExecution
import Pipelines
import Testing
import Variates

struct DataSetTests {
    @Test(
        arguments: [
            (1, .constant(700)), (4, .constant(700)), (1, .uniform(lower: 0, upper: 900)),
            (6, .uniform(lower: 0, upper: 900)), (3, .constant(0)),
        ] as [(Int, Distribution)])
    func `samples have the engine's sizes and lie one after the other`(_ samplesPerFile: Int, _ size: Distribution)
        throws
    {
        let stored = try DataSet.stored(20, samplesPerFile, size)
        let data = try DataSet(stored, seed: 7)
        let sizes = SampleSizes(stored, seed: 7)
        #expect(data.samples == Int64(20 * samplesPerFile))
        var (total, file, end) = (Int64(0), Int64(-1), Int64(0))
        for sample in 0..<data.samples {
            let location = data.location(ofSample: sample)
            if location.file != file { (file, end) = (location.file, 0) }
            #expect(location.file == sample / Int64(samplesPerFile))
            #expect(location.offset == end)
            #expect(Int64(location.byteCount) == sizes.bytes(ofSample: sample))
            #expect(data.bytes(ofSample: sample) == Int64(location.byteCount))
            end += Int64(location.byteCount)
            total += Int64(location.byteCount)
            if (sample + 1) % Int64(samplesPerFile) == 0 { #expect(data.bytes(ofFile: file) == end) }
        }
        #expect(data.totalBytes == total)
    }

    @Test func `sizes that differ late are told from equal ones`() throws {
        let recorded = try RecordedTable(values: [5, 5, 5, 9], replay: .bySample)
        let data = try DataSet.example(files: 2, samplesPerFile: 4, size: .recorded(recorded))
        #expect((0..<8).map { data.bytes(ofSample: $0) } == [5, 5, 5, 9, 5, 5, 5, 9])
        #expect((data.smallestSampleBytes, data.largestSampleBytes) == (5, 9))
        let last = data.location(ofSample: 7)
        #expect((last.file, last.offset, last.byteCount) == (1, 15, 9))
        #expect(data.totalBytes == 48)
    }

    @Test(arguments: [
        (1, 0, "000/000000.bin"), (1000, 999, "000/000999.bin"), (1001, 1000, "001/001000.bin"),
        (1_000_000, 999_999, "999/999999.bin"), (1_000_001, 0, "000/000/000000000.bin"),
        (2_345_679, 2_345_678, "002/345/002345678.bin"),
    ])
    func `no directory has more than a thousand entries`(files: Int, file: Int64, path: String) throws {
        #expect(try DataSet.example(files: files, size: .constant(1)).path(ofFile: file) == path)
    }

    @Test func `is the same as long as its files are`() throws {
        let data = try DataSet.example(size: .constant(700))
        #expect(try DataSet.example(size: .constant(700), source: "images") == data)
        #expect(try DataSet.example(size: .uniform(lower: 700, upper: 700)) == data)
        for other in [
            try DataSet.example(files: 6, size: .constant(700)), try .example(size: .constant(701)),
            try .example(size: .constant(700), seed: 2),
            try .example(files: 1, samplesPerFile: 5, size: .constant(700)),
        ] { #expect(other != data) }
        let drawn = try DataSet.example()
        #expect(try DataSet.example(source: "images") != drawn)
        #expect(try DataSet.example() == drawn)
    }

    @Test func `the digest knows the order of the sizes`() throws {
        let sets = try [[3, 4, 5], [4, 3, 5]].map {
            try DataSet.example(
                files: 3, size: .recorded(RecordedTable(values: $0, replay: .bySample)))
        }
        #expect(sets[0].totalBytes == sets[1].totalBytes)
        #expect(sets[0].sizesDigest != sets[1].sizesDigest)
    }

    @Test(arguments: [(100_000_001, 1), (10_000, 10_001)])
    func `refuses more than can be laid out`(files: Int, samplesPerFile: Int) {
        #expect {
            try DataSet.example(files: files, samplesPerFile: samplesPerFile, size: .constant(1))
        } throws: {
            guard case DataError.tooLarge = $0 else { return false }
            return true
        }
    }
}
