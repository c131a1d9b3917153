import CLinux

/// How the C library keeps memory.
enum Memory {
    /// Has it keep less memory that nobody uses.
    ///
    /// By default each thread has an arena of its own, which keeps what the largest request on that thread needed: idle memory
    /// grows with the number of threads.
    static func keepLittle() {
        // What it refuses stays as it is.
        _ = mallopt(M_ARENA_MAX, 2)
        _ = mallopt(M_TRIM_THRESHOLD, 1 << 20)
    }
}
