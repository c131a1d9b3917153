import BasicContainers

/// The ends of steps at which all counters are noted.
struct Cuts: ~Copyable {
    var times = UniqueArray<Happening>()
    /// No later cut comes before this time (ns).
    var latest: Int64 = 0
}
