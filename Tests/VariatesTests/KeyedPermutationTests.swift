import Testing

@testable import Variates

@Suite struct KeyedPermutationTests {
    @Test(arguments: Array(0...130) + [255, 256, 257, 1000, 4095, 4096, 4097, 65_537, 100_000])
    func `is a bijection`(count: Int64) {
        for key in [0, 1, 0xDEAD_BEEF] as [UInt64] {
            let permutation = KeyedPermutation(count: count, key: key)
            #expect((0..<count).map { permutation[$0] }.sorted() == Array(0..<count))
        }
    }

    @Test func `stays inside a huge range`() {
        let permutation = KeyedPermutation(count: .max, key: 3)
        let images = Set((Int64(0)..<1000).map { permutation[$0] } + [permutation[.max - 1]])
        #expect(images.count == 1001)
        #expect(images.allSatisfy { $0 >= 0 && $0 < .max })
    }

    @Test(arguments: [2, 3, 5, 8, 16, 17, 20, 33, 64] as [Int64])
    func `sends each element everywhere equally often`(count: Int64) {
        for element in [0, 1, count - 1] {
            var counts = [Int](repeating: 0, count: Int(count))
            for key in 0..<10_000 { counts[Int(KeyedPermutation(count: count, key: UInt64(key))[element])] += 1 }
            #expect(isEven(counts))
        }
    }

    @Test(arguments: [4, 17, 24] as [Int64])
    func `sends pairs everywhere equally often`(count: Int64) {
        let width = Int(count)
        var counts = [Int](repeating: 0, count: width * width)
        for key in 0..<40_000 {
            let permutation = KeyedPermutation(count: count, key: UInt64(key))
            counts[Int(permutation[0]) * width + Int(permutation[1])] += 1
        }
        let possible = counts.indices.filter { $0 / width != $0 % width }
        #expect(isEven(possible.map { counts[$0] }))
    }

    @Test func `makes all orders of four equally likely`() {
        var counts = [Int](repeating: 0, count: 256)
        for key in 0..<24_000 {
            let permutation = KeyedPermutation(count: 4, key: UInt64(key))
            counts[(0..<4).reduce(0) { $0 * 4 + Int(permutation[Int64($1)]) }] += 1
        }
        #expect(counts.filter { $0 > 0 }.count == 24)
        #expect(isEven(counts.filter { $0 > 0 }))
    }

    @Test func `leaves no trace of the original order`() {
        let count: Int64 = 10_000
        let permutation = KeyedPermutation(count: count, key: 11)
        let images = (0..<count).map { Double(permutation[$0]) }
        let bound = 3.29 / Double(count).squareRoot()
        #expect(abs(correlation(images, (0..<count).map(Double.init))) < bound)
        #expect(abs(correlation(images, Array(images.dropFirst()))) < bound)
        let steps = zip(images, images.dropFirst()).map { $1 - $0 }
        #expect(Set(steps).count > 5000)
    }

    @Test func `depends on the key`() {
        let orders = Set((0..<100).map { key in (Int64(0)..<50).map { KeyedPermutation(count: 50, key: key)[$0] } })
        #expect(orders.count == 100)
    }
}
