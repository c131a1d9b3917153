import Dispatch
import Foundation
import Testing

@testable import PipelineExecution

struct CacheFileTests {
    private static func piece(_ number: Int) -> [UInt8] {
        (0..<(number * 731) % 9000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number) }
    }

    private static func append(_ number: Int, to cache: CacheFile) throws -> Int {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: piece(number).count, alignment: 1)
        defer { memory.deallocate() }
        memory.copyBytes(from: piece(number))
        return try cache.append(UnsafeRawBufferPointer(memory))
    }

    private static func read(_ index: Int, from cache: CacheFile) throws -> [UInt8] {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: cache.byteCount(at: index), alignment: 1)
        defer { memory.deallocate() }
        #expect(try cache.read(index, into: memory) == memory.count)
        return Array(memory)
    }

    @Test(arguments: CacheMode.allCases)
    func `gives back what was put in, while it grows and after`(mode: CacheMode) throws {
        let directory = try TemporaryDirectory()
        let cache = try CacheFile(in: directory.path, mode: mode)
        for number in 0..<20 {
            #expect(try Self.append(number, to: cache) == number)
            #expect(try Self.read(number / 2, from: cache) == Self.piece(number / 2))
        }
        #expect(cache.method == nil)
        try cache.finish()
        #expect(cache.method == .pageCache || mode == .direct && cache.method != nil)
        for number in 0..<20 { #expect(try Self.read(number, from: cache) == Self.piece(number)) }
        #expect(cache.byteCount == (0..<20).reduce(0) { $0 + Int64(Self.piece($1).count) })
    }

    @Test func `threads add and read at once`() throws {
        let directory = try TemporaryDirectory()
        let cache = try CacheFile(in: directory.path, mode: .pageCache)
        let numbers = Monitor([Int: Int]())
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for round in 0..<20 {
                let number = thread * 20 + round
                guard let index = try? Self.append(number, to: cache),
                    (try? Self.read(index, from: cache)) == Self.piece(number)
                else { continue }
                numbers.withLock { $0[index] = number }
            }
        }
        try cache.finish()
        let all = numbers.withLock { $0 }
        #expect(all.keys.sorted() == Array(0..<160))
        for (index, number) in all { #expect(try Self.read(index, from: cache) == Self.piece(number)) }
    }

    @Test(arguments: CacheMode.allCases)
    func `has no name at any time, and nothing of it is left`(mode: CacheMode) throws {
        let directory = try TemporaryDirectory()
        do {
            let cache = try CacheFile(in: directory.path, mode: mode)
            _ = try Self.append(5, to: cache)
            #expect(files(below: directory.path).isEmpty)
            try cache.finish()
            #expect(try Self.read(0, from: cache) == Self.piece(5))
            #expect(files(below: directory.path).isEmpty)
            #expect(openDescriptors(below: directory.path) == 2)
        }
        #expect(openDescriptors(below: directory.path) == 0)
    }

    @Test func `a full disk is told from other failures`() throws {
        let directory = try TemporaryDirectory()
        let full = CacheFile(OpenFile(descriptor: open("/dev/full", O_RDWR), path: "full"), mode: .pageCache)
        #expect(throws: DataError.diskFull(path: "full")) { try Self.append(5, to: full) }
        #expect(throws: DataError.missing(path: directory("none"))) {
            try CacheFile(in: directory("none"), mode: .pageCache)
        }
        try [1].write(to: directory("f"))
        #expect {
            try CacheFile(in: directory("f"), mode: .pageCache)
        } throws: {
            "\($0)".contains("Not a directory")
        }
    }
}
