/// Whose turn it is among the places of a cycle.
///
/// Places that stay empty for good are passed over; when those at the end of the cycle are empty, it becomes shorter.
struct InterleaveTurns {
    /// Places of the full cycle.
    let places: Int
    private let block: Int
    /// What is in each place, nil when it is empty for good.
    private var occupants: [Int?]
    /// Places up to the last one that is taken.
    private var length = 0
    private var position = 0
    /// Records delivered in this turn.
    private var delivered = 0

    init(places: Int, block: Int) {
        self.places = places
        self.block = block
        occupants = Array(repeating: nil, count: places)
    }

    /// Whether nothing is left.
    var isEmpty: Bool { length == 0 }

    /// What is in a place.
    subscript(place: Int) -> Int? {
        get { occupants[place] }
        set {
            occupants[place] = newValue
            if newValue != nil { length = max(length, place + 1) }
            while length > 0, occupants[length - 1] == nil { length -= 1 }
            position = min(position, max(length - 1, 0))
        }
    }

    /// The first place from here on that is not empty: it has the turn.
    var current: Int? {
        mutating get {
            guard length > 0 else { return nil }
            // The last place is taken, so that the search ends.
            while occupants[position] == nil { pass() }
            return position
        }
    }

    /// One record has been delivered from the place that has the turn.
    mutating func countDelivery() {
        delivered += 1
        if delivered == block { pass() }
    }

    /// The turn goes to the next place.
    mutating func pass() {
        delivered = 0
        position = position + 1 < length ? position + 1 : 0
    }

    mutating func reset() { self = InterleaveTurns(places: places, block: block) }
}
