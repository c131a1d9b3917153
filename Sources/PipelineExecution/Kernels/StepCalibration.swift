/// How long steps last on a device, measured.
public struct StepCalibration: Hashable, Sendable {
    /// Iterations in a second: the median over the runs.
    public let iterationsPerSecond: Double
    /// Of the slowest run.
    public let slowestIterationsPerSecond: Double
    /// Of the fastest run.
    public let fastestIterationsPerSecond: Double
    /// What a step of one iteration takes, in seconds: the median over the runs.
    public let fixedSeconds: Double

    /// From the slowest to the fastest run, as a share of the median.
    public var spread: Double {
        (fastestIterationsPerSecond - slowestIterationsPerSecond) / iterationsPerSecond
    }

    /// Iterations of a step that lasts so long, at least one.
    public func iterations(lasting seconds: Double) -> Int {
        let iterations = ((seconds - fixedSeconds) * iterationsPerSecond).rounded()
        return iterations >= 1 ? 1 + Int(min(iterations, 0x1p52)) : 1
    }

    /// Measures steps over a batch.
    ///
    /// - Parameters:
    ///   - step: the kernel.
    ///   - batch: a buffer like those that the steps will work on: larger ones may leave the device's caches.
    ///   - byteCount: bytes of it that belong to the batch.
    ///   - queue: empty, and of the same context.
    ///   - runs: how many steps to time, at least 1.
    ///   - seconds: how long each of them lasts, about.
    public init(
        of step: inout StepKernel, over batch: borrowing OpenCLBuffer, byteCount: Int,
        on queue: borrowing OpenCLQueue, runs: Int = 9, seconds: Double = 0.01
    ) throws(OpenCLError) {
        func time(_ iterations: Int, _ step: inout StepKernel) throws(OpenCLError) -> Double {
            let event = try step.enqueue(iterations: iterations, over: batch, byteCount: byteCount, on: queue)
            try event.wait()
            return max(1e-9, try event.times().seconds)
        }
        // The first run of a kernel may compile it.
        _ = try time(1, &step)
        var fixed: [Double] = []
        for _ in 0..<max(1, runs) { fixed.append(try time(1, &step)) }
        fixedSeconds = fixed.median

        var iterations = 16
        var taken = try time(iterations, &step)
        while taken < seconds / 2, iterations < 1 << 40 {
            iterations = Int(Double(iterations) * min(16, max(2, seconds / taken)))
            taken = try time(iterations, &step)
        }
        var rates: [Double] = []
        for _ in 0..<max(1, runs) {
            rates.append(Double(iterations - 1) / max(1e-9, try time(iterations, &step) - fixedSeconds))
        }
        iterationsPerSecond = rates.median
        slowestIterationsPerSecond = rates.min() ?? iterationsPerSecond
        fastestIterationsPerSecond = rates.max() ?? iterationsPerSecond
    }
}

extension [Double] {
    /// The value in the middle, or the mean of the two there; NaN of nothing.
    var median: Double {
        let sorted = sorted()
        guard let last = sorted.indices.last else { return .nan }
        return (sorted[last / 2] + sorted[(last + 1) / 2]) / 2
    }
}
