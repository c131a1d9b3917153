/// What one accelerator's training loop has lost, apart from waiting for data within epochs and for other accelerators
/// (ns).
package struct LoopLosses: BitwiseCopyable, Sendable {
    /// Copies to the accelerator in the steps' own path.
    package var copies: Int64 = 0
    /// Launches that the accelerator waited for.
    package var launches: Int64 = 0
    /// Checkpoints and evaluations, its own and those of others that it waited for.
    package var interruptions: Int64 = 0
    /// Waits for the first element of each epoch, and after its last.
    package var boundaries: Int64 = 0

    package init() {}
}
