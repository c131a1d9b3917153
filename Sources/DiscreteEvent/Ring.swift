/// A first-in, first-out line in a circular buffer that grows by doubling and allocates nothing in the steady state.
///
/// Unlike a `Deque` it is owned by one place, so no operation checks who else refers to the storage.
@frozen
@usableFromInline
struct Ring<Element: BitwiseCopyable>: ~Copyable {
    @usableFromInline
    var elements: UnsafeMutablePointer<Element>

    /// One less than the capacity, which is a power of two.
    @usableFromInline
    var mask: Int

    @usableFromInline
    var head = 0

    @usableFromInline
    var count = 0

    @inlinable
    init() {
        mask = 15
        elements = .allocate(capacity: 16)
    }

    @inlinable
    deinit {
        elements.deallocate()
    }

    @inlinable
    var isEmpty: Bool { count == 0 }

    /// The element `offset` places behind the first.
    @inlinable
    subscript(offset: Int) -> Element { elements[(head &+ offset) & mask] }

    @inlinable
    mutating func append(_ element: Element) {
        if count > mask { grow() }
        elements[(head &+ count) & mask] = element
        count &+= 1
    }

    @inlinable
    mutating func popFirst() -> Element? {
        if count == 0 { return nil }
        let element = elements[head]
        head = (head &+ 1) & mask
        count &-= 1
        return element
    }

    @usableFromInline
    @inline(never)
    mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * (mask + 1))
        for offset in 0..<count { larger[offset] = self[offset] }
        elements.deallocate()
        elements = larger
        head = 0
        mask = 2 * mask + 1
    }
}
