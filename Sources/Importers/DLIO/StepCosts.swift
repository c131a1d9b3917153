/// What each step of DLIO costs beyond its computation, however far ahead the data are loaded.
///
/// An empirical law: each step costs the loop a constant, and each accelerator of the same host adds a constant and a
/// time in proportion to the bytes that it reads. It stands for the barrier, the host's memory and processors, and for
/// waits for the storage that its bandwidth does not explain; which of them, published results do not tell.
/// - Source: fitted to results of MLPerf Storage v1.0, `docs/decisions/0017-dlio-costs.md`.
package struct StepCosts: Sendable, Equatable {
    /// Seconds of the loop itself for each step.
    package var loopSeconds: Double
    /// Seconds that each accelerator of a host adds to every step.
    package var barrierSeconds: Double
    /// Bytes per second: reading ÷ this is what each accelerator of a host adds besides; nil adds nothing.
    package var hostBytesPerSecond: Double?

    /// The typical costs: medians of five systems of MLPerf Storage v1.0, and the loop of a run without storage.
    ///
    /// - Parameters:
    ///   - loopSeconds: of the loop itself, for each step; 0.46 ms is what DLIO's dlrm costs with no storage at all.
    ///   - barrierSeconds: that each accelerator of a host adds to every step.
    ///   - hostBytesPerSecond: reading ÷ this is added besides, for each accelerator of a host; nothing when nil.
    package init(
        loopSeconds: Double = 460e-6, barrierSeconds: Double = 37e-6, hostBytesPerSecond: Double? = 310e9
    ) {
        self.loopSeconds = loopSeconds
        self.barrierSeconds = barrierSeconds
        self.hostBytesPerSecond = hostBytesPerSecond
    }

    /// Seconds that each accelerator adds to a step of its host, for which each reads a number of bytes.
    func secondsPerAccelerator(bytes: Double) -> Double {
        barrierSeconds + (hostBytesPerSecond.map { bytes / $0 } ?? 0)
    }

    /// Accelerator utilisation where the data are always there: computation ÷ (computation + costs).
    ///
    /// - Parameters:
    ///   - computeSeconds: of a step.
    ///   - bytes: that a step of one accelerator reads.
    ///   - accelerators: of one host; the mean where hosts have different numbers.
    package func utilisation(computeSeconds: Double, bytes: Double, accelerators: Double) -> Double {
        let costs = loopSeconds + accelerators * secondsPerAccelerator(bytes: bytes)
        return computeSeconds / (computeSeconds + costs)
    }
}
