/// A priority queue of distinct 128-bit keys, smallest first.
///
/// Whoever owns it packs the order and the payload into one integer, so that a comparison is two machine
/// instructions and no branch. Few keys are kept in a sorted array, many in a binary heap; the storage grows by
/// doubling and is never given back, so that a steady state allocates nothing.
/// The thresholds are measured in `docs/decisions/0001-event-queue.md`.
@frozen
@usableFromInline
struct KeyQueue: ~Copyable {
    /// The most keys the sorted array holds; one more turns it into a heap.
    @inlinable
    static var sortedLimit: Int { 32 }

    /// A heap that shrinks to this many keys is sorted again.
    ///
    /// Well below `sortedLimit`, lest it flips to and fro.
    @inlinable
    static var heapFloor: Int { 16 }

    /// Descending while `isSorted`, so that the smallest key is taken from the end; else a heap with its root at 0.
    @usableFromInline
    var keys: UnsafeMutablePointer<UInt128>

    @usableFromInline
    var capacity: Int

    @usableFromInline
    var count = 0

    @usableFromInline
    var isSorted = true

    @inlinable
    init(capacity: Int) {
        self.capacity = max(capacity, Self.sortedLimit)
        keys = .allocate(capacity: self.capacity)
    }

    @inlinable
    deinit {
        keys.deallocate()
    }

    /// The smallest key, left in place.
    @inlinable
    var first: UInt128? {
        if count == 0 { return nil }
        return isSorted ? keys[count - 1] : keys[0]
    }

    /// Adds a key.
    ///
    /// - Complexity: O(log `count`).
    @inlinable
    @inline(__always)
    mutating func insert(_ key: UInt128) {
        if isSorted && count < Self.sortedLimit {
            insertInOrder(key)
        } else {
            insertIntoHeap(key)
        }
        checkInvariants()
    }

    /// Removes and returns the smallest key.
    ///
    /// - Complexity: O(log `count`).
    @inlinable
    @inline(__always)
    mutating func popFirst() -> UInt128? {
        if count == 0 { return nil }
        if !isSorted { return popRoot() }
        count &-= 1
        return keys[count]
    }
}

// MARK: - Sorted array

extension KeyQueue {
    /// Shifts the smaller keys, which stand at the end, by one place.
    @inlinable
    @inline(__always)
    mutating func insertInOrder(_ key: UInt128) {
        var place = count
        while place > 0 && keys[place - 1] < key {
            keys[place] = keys[place - 1]
            place -= 1
        }
        keys[place] = key
        count &+= 1
    }

    private mutating func becomeSorted() {
        isSorted = true
        var buffer = UnsafeMutableBufferPointer(start: keys, count: count)
        buffer.sort(by: >)
    }
}

// MARK: - Binary heap

extension KeyQueue {
    @usableFromInline
    @inline(never)
    mutating func insertIntoHeap(_ key: UInt128) {
        if isSorted { becomeHeap() }
        if count == capacity { grow() }
        siftUp(key, from: count)
        count += 1
    }

    @usableFromInline
    @inline(never)
    mutating func popRoot() -> UInt128 {
        let smallest = keys[0]
        count -= 1
        siftLastDown()
        if count == Self.heapFloor { becomeSorted() }
        checkInvariants()
        return smallest
    }

    /// An ascending array is a heap already.
    private mutating func becomeHeap() {
        isSorted = false
        var buffer = UnsafeMutableBufferPointer(start: keys, count: count)
        buffer.reverse()
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<UInt128>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: keys, count: count)
        keys.deallocate()
        keys = larger
        capacity *= 2
    }

    /// Puts a key where the hole at `start` ends up after its larger ancestors have moved down.
    private mutating func siftUp(_ key: UInt128, from start: Int) {
        var hole = start
        while hole > 0 {
            let parent = (hole - 1) / 2
            if keys[parent] <= key { break }
            keys[hole] = keys[parent]
            hole = parent
        }
        keys[hole] = key
    }

    /// Fills the root with the key past the end: the hole sinks to a leaf, then the key rises from there.
    ///
    /// Bottom-up, since a key from the end nearly always belongs near the leaves (Wegener 1993): one comparison per
    /// level instead of two, and none of them is a branch to mispredict.
    private mutating func siftLastDown() {
        var hole = 0
        var child = 2
        while child < count {
            child -= keys[child - 1] < keys[child] ? 1 : 0
            keys[hole] = keys[child]
            hole = child
            child = 2 * hole + 2
        }
        if child == count {
            keys[hole] = keys[child - 1]
            hole = child - 1
        }
        siftUp(keys[count], from: hole)
    }
}

// MARK: - Invariants

extension KeyQueue {
    /// Stops when the order is broken; compiled only with `-D OVERLAP_CHECKS`.
    @inlinable
    @inline(__always)
    func checkInvariants() {
        #if OVERLAP_CHECKS
            precondition(count <= capacity, "the key queue has outgrown its storage")
            for index in stride(from: 1, to: count, by: 1) {
                let before = isSorted ? index - 1 : (index - 1) / 2
                let isOrdered = isSorted ? keys[before] > keys[index] : keys[before] < keys[index]
                precondition(isOrdered, "the key at \(index) of the key queue is out of order")
            }
        #endif
    }
}
