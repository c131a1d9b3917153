import CZlib
import Foundation

/// Unpacks files in gzip's format, within a bound.
///
/// - Source: RFC 1952; several members after each other are one file, and zeros after the last are padding, as for
///   gzip.
struct Gzip: ~Copyable {
    /// Why a file cannot be unpacked, as the end of a sentence about it.
    struct Failure: Error {
        let reason: String
    }

    /// What begins such files.
    private static let magic: [UInt8] = [0x1F, 0x8B]
    /// Bytes that are unpacked at most: no viewer of traces loads more.
    static let mostBytes = 512 << 20

    private let stream: UnsafeMutablePointer<z_stream>

    private init() throws(Failure) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // The largest window, and a header of gzip's.
        guard overlap_inflateInit2(stream, 15 + 16) == Z_OK else {
            throw Failure(reason: "there is not enough memory to unpack it")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// The bytes of a file, unpacked if it is packed.
    ///
    /// - Throws: when it is damaged, or holds more than `limit` bytes.
    static func bytes(of data: Data, limit: Int = mostBytes) throws(Failure) -> [UInt8] {
        guard data.starts(with: magic) else { return [UInt8](data) }
        guard data.count <= limit else { throw tooLarge(limit) }
        let gzip = try Gzip()
        return try gzip.unpack([UInt8](data), limit: limit)
    }

    private func unpack(_ packed: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
        var packed = packed
        var unpacked: [UInt8] = []
        var chunk = Array(repeating: UInt8(0), count: 1 << 18)
        var offset = 0
        while offset < packed.count {
            let (status, read, written) = inflated(&packed, from: offset, into: &chunk)
            offset += read
            unpacked += chunk[..<written]
            guard unpacked.count <= limit else { throw Self.tooLarge(limit) }
            switch status {
            case Z_STREAM_END where packed[offset...].allSatisfy { $0 == 0 }: return unpacked
            case Z_STREAM_END: inflateReset(stream)
            case Z_OK where read + written > 0: break
            default: throw Failure(reason: "the gzip file is damaged")
            }
        }
        return try rest(after: unpacked, limit: limit)
    }

    /// What is still to be written when all is read.
    private func rest(after unpacked: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
        var unpacked = unpacked
        var (nothing, chunk) = ([UInt8(0)], Array(repeating: UInt8(0), count: 1 << 18))
        while true {
            let (status, _, written) = inflated(&nothing, from: 1, into: &chunk)
            unpacked += chunk[..<written]
            guard unpacked.count <= limit else { throw Self.tooLarge(limit) }
            if status == Z_STREAM_END { return unpacked }
            guard status == Z_OK, written > 0 else { throw Failure(reason: "the gzip file ends too early") }
        }
    }

    /// One call of zlib: how many bytes it read and wrote.
    private func inflated(
        _ packed: inout [UInt8], from offset: Int, into chunk: inout [UInt8]
    ) -> (status: Int32, read: Int, written: Int) {
        packed.withUnsafeMutableBufferPointer { input in
            chunk.withUnsafeMutableBufferPointer { output in
                let rest = input.count - offset
                stream.pointee.next_in = input.baseAddress.map { $0 + offset }
                stream.pointee.avail_in = uInt(rest)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = uInt(output.count)
                let status = inflate(stream, Z_NO_FLUSH)
                return (status, rest - Int(stream.pointee.avail_in), output.count - Int(stream.pointee.avail_out))
            }
        }
    }

    private static func tooLarge(_ limit: Int) -> Failure {
        Failure(reason: "unpacked, it is larger than \(limit >> 20) MiB, the most that is read")
    }
}
