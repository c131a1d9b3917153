import PipelineExecution
import Testing

struct SampleContentsTests {
    private func bytes(seed: UInt64 = 3, sample: Int64 = 5, from offset: Int64 = 0, count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0xEE, count: count)
        bytes.withUnsafeMutableBytes { SampleContents(seed: seed).fill($0, sample: sample, from: offset) }
        return bytes
    }

    @Test func `any part is that part of the whole`() {
        let whole = bytes(count: 64)
        for start in 0..<40 {
            for count in 0...24 {
                #expect(bytes(from: Int64(start), count: count) == Array(whole[start..<start + count]))
            }
        }
    }

    @Test func `is the same on every machine and in every release`() {
        // By another program, from the definition.
        let expected: [UInt8] = [
            0x80, 0xEE, 0x6D, 0x18, 0x13, 0x36, 0x23, 0xDD, 0xB9, 0x24, 0xDD, 0x0A, 0xB5, 0x7A, 0xAD, 0x57,
        ]
        #expect(bytes(count: 16) == expected)
    }

    @Test func `depends on seed, sample and position, in every bit`() {
        let one = bytes(count: 8000)
        for other in [
            bytes(seed: 4, count: 8000), bytes(sample: 6, count: 8000), bytes(from: 8, count: 8000),
        ] {
            let differing = zip(one, other).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
            // Half of 64,000 bits; four standard deviations of 126 each.
            #expect((31_494...32_506).contains(differing))
        }
    }

    @Test(arguments: [0, 1, 7, 8, 4099])
    func `the checksum is that of the bytes`(count: Int) {
        let checksum = bytes(count: count).withUnsafeBytes { ContentChecksum.of($0) }
        #expect(SampleContents(seed: 3).checksum(ofSample: 5, byteCount: count) == checksum)
    }
}
