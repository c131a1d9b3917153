/// A copy to an accelerator, and how busy the cores were before it.
struct LastCopy {
    /// When it began (ns).
    var begunAt: Int64 = 0
    /// Time of all cores at work until then (ns).
    var coreNanoseconds = 0.0
    /// Share of the cores at work since the copy before.
    var busyShare = 0.0
}
