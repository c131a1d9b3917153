import Testing

@testable import PipelineExecution

struct SampleBytesTests {
    private static func sample(_ bytes: [UInt8]) throws -> SampleBytes {
        try SampleBytes(byteCount: bytes.count) { memory in
            memory.copyBytes(from: bytes)
            return 7
        }
    }

    private static func contents(_ sample: SampleBytes) -> [UInt8] { sample.withUnsafeBytes { Array($0) } }

    @Test(
        arguments: [
            ([1, 2, 3], 7, [1, 2, 3, 1, 2, 3, 1]), ([1, 2, 3], 2, [1, 2]), ([1, 2, 3], 0, []), ([], 3, [0, 0, 0]),
            ([], 0, []),
        ] as [([UInt8], Int, [UInt8])])
    func `repeats its bytes, or some of them`(bytes: [UInt8], count: Int, wanted: [UInt8]) throws {
        let resized = try Self.sample(bytes).resized(to: count)
        #expect(Self.contents(resized) == wanted)
        #expect(resized.checksum == wanted.withUnsafeBytes { ContentChecksum.of($0) })
    }

    @Test func `has the checksum that it was given`() throws {
        let sample = try Self.sample([9])
        #expect(sample.checksum == 7)
        #expect([sample, sample].expectedChecksum == 14)
        #expect([sample].contentChecksum == ([9] as [UInt8]).withUnsafeBytes { ContentChecksum.of($0) })
    }

    @Test func `an error while it is filled comes out`() {
        #expect(throws: ExecutionError.self) {
            try SampleBytes(byteCount: 3) { _ throws(ExecutionError) in throw .noData }
        }
    }

    @Test func `more memory than there is an error`() {
        #expect {
            try SampleBytes(byteCount: 1 << 60) { _ in 0 }
        } throws: {
            if case .hostMemory(let byteCount) = $0 as? ExecutionError { byteCount == 1 << 60 } else { false }
        }
    }
}
