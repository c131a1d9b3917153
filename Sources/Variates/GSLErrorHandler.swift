import CGSL

/// GSL's error handler, which aborts the process unless it is turned off.
///
/// With the handler off, functions return NaN or infinity instead; ``Distribution/validate()`` keeps parameters away
/// from both.
enum GSLErrorHandler {
    /// Turns the handler off when first read.
    ///
    /// Swift initialises a static once, under a lock, so GSL's global is written
    /// once even if many threads make their first stream at the same time.
    static let off: Void = { _ = gsl_set_error_handler_off() }()
}
