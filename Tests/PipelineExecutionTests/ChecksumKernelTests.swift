import PipelineExecution
import Pipelines
import Testing

@Suite struct ContentChecksumTests {
    private static func checksum(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { ContentChecksum.of($0) } }

    @Test func `is the sum of the digests of words, positions and length, as documented`() {
        let factor: UInt64 = 0xD6E8_FEB8_6659_FD93
        func digest(_ word: UInt64) -> UInt64 { Element.digest(of: Int64(bitPattern: word)) }
        #expect(Self.checksum([]) == digest(0 &- factor))
        #expect(Self.checksum([1, 2]) == digest(2 &- factor) &+ digest(0x0201))
        #expect(
            Self.checksum([1, 2, 3, 4, 5, 6, 7, 8, 9])
                == digest(9 &- factor) &+ digest(0x0807_0605_0403_0201) &+ digest(9 &+ factor))
    }

    @Test func `does not depend on where the bytes lie`() {
        let bytes = RandomBytes.array(101, seed: 1)
        for shift in 0..<8 {
            let shifted = [UInt8](repeating: 0xFF, count: shift) + bytes
            #expect(
                shifted.withUnsafeBytes { ContentChecksum.of(.init(rebasing: $0[shift...])) } == Self.checksum(bytes))
        }
    }

    @Test(arguments: [1, 7, 8, 9, 64, 1001])
    func `every bit, the order and the number of bytes count`(count: Int) {
        let bytes = RandomBytes.array(count, seed: UInt64(count))
        var seen = Set([Self.checksum(bytes), Self.checksum(bytes + [0])])
        var expected = 2
        for bit in 0..<min(8 * count, 512) {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            seen.insert(Self.checksum(changed))
            expected += 1
        }
        if count > 16 {
            seen.insert(Self.checksum(Array(bytes[8..<16] + bytes[0..<8] + bytes[16...])))
            expected += 1
        }
        #expect(seen.count == expected)
    }
}

@Suite(.needsDevice) struct ChecksumKernelTests {
    /// Sizes of the samples of a batch.
    static let batches: [[Int]] = [
        [0], [1], [7], [8], [9], [0, 0, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9], [4099], [65_537, 0, 3], [8192, 8191, 8193],
        [Int](repeating: 13, count: 100),
    ]

    @Test(arguments: Devices.withParts)
    func `the device's checksum of a batch is the sum of the host's over its samples`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        var kernel = try ChecksumKernel(maximumSamples: 100, in: context, on: queue)
        for (number, sizes) in Self.batches.enumerated() {
            let batch = Batch(sizes, seed: UInt64(number))
            let buffer = try OpenCLBuffer(byteCount: max(1, batch.bytes.count), in: context)
            try queue.write(batch.bytes, to: buffer)
            _ = try kernel.enqueue(over: buffer, sampleOffsets: batch.offsets, on: queue)
            #expect(try kernel.value() == batch.checksum, "\(sizes)")
        }
    }

    @Test(arguments: Devices.withParts)
    func `one batch after the other, each behind its copy in another queue`(device: OpenCLDevice) throws {
        let context = try OpenCLContext(device)
        let copies = try OpenCLQueue(context)
        let compute = try OpenCLQueue(context)
        var kernel = try ChecksumKernel(maximumSamples: 3, in: context, on: compute)
        let buffer = try OpenCLBuffer(byteCount: 300_000, in: context)
        var host = try OpenCLHostBuffer(byteCount: 300_000, in: context, on: copies)
        for round in 0..<20 {
            let batch = Batch([100_000 - round, 99_999, 1 + round], seed: UInt64(100 + round))
            host.withUnsafeMutableBytes { bytes in batch.bytes.withUnsafeBytes { bytes.copyMemory(from: $0) } }
            let copy = try copies.enqueueWrite(batch.bytes.count, of: host, to: buffer)
            try copies.flush()
            _ = try kernel.enqueue(
                over: buffer, sampleOffsets: batch.offsets, on: compute, after: OpenCLWaitList(copy))
            #expect(try kernel.value() == batch.checksum)
        }
    }

    @Test(arguments: Devices.all, [[], [0], [0, 101], [-1, 5], [5, 4], [0, 1, 2, 3, 4]])
    func `offsets that lie outside the batch, or do not rise, are refused`(
        device: OpenCLDevice, offsets: [Int]
    ) throws {
        let context = try OpenCLContext(device)
        let queue = try OpenCLQueue(context)
        var kernel = try ChecksumKernel(maximumSamples: 3, in: context, on: queue)
        let buffer = try OpenCLBuffer(byteCount: 100, in: context)
        let error = caught { () throws(OpenCLError) in
            _ = try kernel.enqueue(over: buffer, sampleOffsets: offsets, on: queue)
        }
        #expect(error?.code == .invalidValue)
        _ = try kernel.enqueue(over: buffer, sampleOffsets: [0, 50, 50, 100], on: queue)
        _ = try kernel.value()
    }
}

/// Samples of random bytes, one after the other.
private struct Batch {
    var bytes: [UInt8] = []
    var offsets = [0]
    var checksum: UInt64 = 0

    init(_ sizes: [Int], seed: UInt64) {
        for (number, size) in sizes.enumerated() {
            let sample = RandomBytes.array(size, seed: 1000 * seed + UInt64(number))
            checksum &+= sample.withUnsafeBytes { ContentChecksum.of($0) }
            bytes += sample
            offsets.append(bytes.count)
        }
    }
}

/// Bytes of a fixed seed.
enum RandomBytes {
    static func array(_ count: Int, seed: UInt64) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: Element.digest(of: Int64(seed << 32) + Int64($0)) >> 24) }
    }
}
