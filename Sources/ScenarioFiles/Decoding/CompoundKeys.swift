/// The keys of distributions that have structure rather than parameters, for the decoder and for the schema.
enum CompoundKeys {
    /// A branch of `mixture`.
    static let mixture = ["weight", "of"]
    static let stragglers = ["of", "share", "factor"]
    /// Of `shifted` and of `scaled`.
    static let moved = ["of", "by"]
    /// Of `phases`; the last has no length.
    static let phase = ["of", "for"]
    static let histogram = ["edges", "counts"]
    /// Of a `histogram` in a file of fio's.
    static let fio = ["fio", "direction", "transfer"]
    /// What fio counts apart.
    static let directions = ["read", "write", "trim"]
    /// What is taken off fio's latencies.
    static let transfer = ["bytes", "bandwidth"]
    static let recorded = ["values", "file", "column", "unit", "replay"]
    /// The values of `replay`, the default first.
    static let replays = ["in order", "by sample", "resampled"]
}
