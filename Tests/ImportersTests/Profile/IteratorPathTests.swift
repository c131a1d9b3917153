import Testing

@testable import Importers

@Suite struct IteratorPathTests {
    @Test(
        arguments: [
            ("Iterator::Root", ["Root"]),
            ("Iterator::Root::Prefetch::ParallelMapV2::Range", ["Root", "Prefetch", "ParallelMap", "Range"]),
            ("Iterator::Root::FiniteRepeat[3]::ShuffleV3", ["Root", "FiniteRepeat", "Shuffle"]),
            ("Iterator::Root::MemoryCacheImpl::MapV", ["Root", "MemoryCache", "MapV"]),
        ] as [(String, [String])])
    func `reads the kinds of iterators, without versions and numbers`(name: String, kinds: [String]) throws {
        let path = try #require(IteratorPath(eventName: name[...]))
        #expect(path.parts.map(\.kind) == kinds)
    }

    @Test func `tells inputs from the data sets that an iterator makes`() throws {
        let made = try #require(IteratorPath(eventName: "Iterator::FlatMap[7]::TFRecord"))
        let given = try #require(IteratorPath(eventName: "Iterator::FlatMap::TensorSlice"))
        let second = try #require(IteratorPath(eventName: "Iterator::Zip[1]::Range"))
        #expect(made.parts[1].branch == .made && given.parts[1].branch == .input)
        #expect(second.parts[1].branch == .numbered(1))
    }

    @Test func `a file's number does not make another place`() {
        let first = IteratorPath(eventName: "Iterator::FlatMap[0]::TFRecord")
        #expect(first != nil && first == IteratorPath(eventName: "Iterator::FlatMap[1]::TFRecord"))
    }

    @Test(arguments: ["Iterator", "Iterator::", "MakeIterator::Range", ""])
    func `other names are no paths`(name: String) { #expect(IteratorPath(eventName: name[...]) == nil) }

    @Test func `a path that is deeper than any pipeline is none`() {
        let name = "Iterator" + String(repeating: "::Map", count: 101)
        #expect(IteratorPath(eventName: name[...]) == nil)
        #expect(IteratorPath(eventName: name.dropLast(5)) != nil)
    }
}
