import CLinux

/// How the C library keeps memory.
enum Memory {
    /// Has it give memory back that large requests needed.
    ///
    /// By default each thread has an arena of its own, which keeps what the largest request on that thread needed; so many
    /// threads keep many times as much as all of them ever need at a time.
    static func giveBack() {
        // What it refuses stays as it is.
        _ = mallopt(M_ARENA_MAX, 2)
        _ = mallopt(M_TRIM_THRESHOLD, 1 << 20)
    }
}
