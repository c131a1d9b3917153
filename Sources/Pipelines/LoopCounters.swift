/// What a training loop has come to at a moment.
package struct LoopCounters: BitwiseCopyable, Sendable {
    /// Steps finished, over all epochs.
    package let finishedSteps: Int64
    /// Samples in them.
    package let finishedSamples: Int64
    /// Bytes in them, as they reached the loop.
    package let finishedBytes: Int128
    /// Time that it has waited for an element while no step was left to compute, a wait that goes on included (ns).
    package let stallNanoseconds: Int64
    /// The part of that before the first element of an epoch, and after the last (ns).
    package let boundaryNanoseconds: Int64
}
