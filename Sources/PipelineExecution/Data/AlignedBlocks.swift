/// Memory for direct reads, at an address that they accept; freed with the object.
final class AlignedBlocks {
    /// What offsets, lengths and addresses of direct reads are multiples of: a page, and the largest block of usual
    /// disks.
    static let alignment: Int64 = 4096

    let bytes: UnsafeMutableRawBufferPointer

    init(byteCount: Int) { bytes = .allocate(byteCount: byteCount, alignment: Int(Self.alignment)) }

    deinit { bytes.deallocate() }

    /// Bytes of the blocks that hold some bytes.
    static func bytes(holding count: Int64) -> Int64 { range(around: 0..<count).upperBound }

    /// The blocks that enclose a range of a file.
    static func range(around range: Range<Int64>) -> Range<Int64> {
        range.lowerBound / alignment * alignment..<(range.upperBound + alignment - 1) / alignment * alignment
    }
}
