/// Samples in the order in which they came or were moved to the front: a list whose members are found by their numbers.
///
/// The places of samples that are gone are used again, so that it is as long as the most samples at a time.
struct KeptSamples {
    /// A sample in the list.
    struct Member {
        let sample: Int64
        let bytes: Int64
        /// What the policy remembers of it.
        var isReferenced: Bool
        fileprivate var older: Int32
        fileprivate var newer: Int32
    }

    private var members: [Member] = []
    private var free: [Int32] = []
    private var places: [Int64: Int32] = [:]
    private var oldest: Int32 = -1
    private var newest: Int32 = -1
    /// Bytes of all of them.
    private(set) var bytes: Int64 = 0

    /// Whether there are none.
    var isEmpty: Bool { places.isEmpty }

    /// A sample, if it is there.
    subscript(sample: Int64) -> Member? { places[sample].map { members[Int($0)] } }

    /// Puts a sample that is not there in front of all others.
    mutating func add(_ sample: Int64, bytes: Int64, isReferenced: Bool = false) {
        let member = Member(sample: sample, bytes: bytes, isReferenced: isReferenced, older: newest, newer: -1)
        let place: Int32
        if let reused = free.popLast() {
            place = reused
            members[Int(place)] = member
        } else {
            place = Int32(members.count)
            members.append(member)
        }
        if newest >= 0 { members[Int(newest)].newer = place } else { oldest = place }
        newest = place
        places[sample] = place
        self.bytes += bytes
    }

    /// Notes that a sample has been used.
    mutating func refer(to sample: Int64) {
        if let place = places[sample] { members[Int(place)].isReferenced = true }
    }

    /// Takes a sample out of the list.
    @discardableResult
    mutating func remove(_ sample: Int64) -> Member? {
        guard let place = places.removeValue(forKey: sample) else { return nil }
        let member = members[Int(place)]
        if member.older >= 0 { members[Int(member.older)].newer = member.newer } else { oldest = member.newer }
        if member.newer >= 0 { members[Int(member.newer)].older = member.older } else { newest = member.older }
        free.append(place)
        bytes -= member.bytes
        return member
    }

    /// Takes the sample out that has been there longest.
    mutating func removeOldest() -> Member? { oldest < 0 ? nil : remove(members[Int(oldest)].sample) }
}
