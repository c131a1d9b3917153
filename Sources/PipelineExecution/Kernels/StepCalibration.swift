import Measurements

/// How long steps last on a device, measured.
package struct StepCalibration: Hashable, Sendable {
    /// Iterations in a second, in the fastest run: other load only ever slows a run.
    package let iterationsPerSecond: Double
    /// The median over the runs.
    package let medianIterationsPerSecond: Double
    /// In the slowest run.
    package let slowestIterationsPerSecond: Double
    /// What a step of one iteration takes, in seconds, in the fastest run.
    package let fixedSeconds: Double

    /// How much slower than the fastest run the slowest was, from 0 to 1.
    package var spread: Double { 1 - slowestIterationsPerSecond / iterationsPerSecond }

    /// Iterations of a step that lasts so long, at least one.
    package func iterations(lasting seconds: Double) -> Int {
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
    ///   - seconds: how long each of them lasts, about. Short ones slip between the time slices of other load.
    package init(
        of step: inout StepKernel, over batch: borrowing OpenCLBuffer, byteCount: Int,
        on queue: borrowing OpenCLQueue, runs: Int = 25, seconds: Double = 0.002
    ) throws(OpenCLError) {
        func time(_ iterations: Int, _ step: inout StepKernel) throws(OpenCLError) -> Double {
            let event = try step.enqueue(iterations: iterations, over: batch, byteCount: byteCount, on: queue)
            try event.wait()
            return max(1e-9, try event.times().seconds)
        }
        func shortestTime(_ iterations: Int, of runs: Int, _ step: inout StepKernel) throws(OpenCLError) -> Double {
            var shortest = Double.infinity
            for _ in 0..<runs { shortest = min(shortest, try time(iterations, &step)) }
            return shortest
        }
        fixedSeconds = try shortestTime(1, of: max(3, runs), &step)
        var iterations = 16
        var taken = try shortestTime(iterations, of: 3, &step)
        while taken < seconds / 2, iterations < 1 << 40 {
            iterations = Int(Double(iterations) * min(16, max(2, seconds / taken)))
            taken = try shortestTime(iterations, of: 3, &step)
        }
        var rates: [Double] = []
        for _ in 0..<max(1, runs) {
            rates.append(Double(iterations - 1) / max(1e-9, try time(iterations, &step) - fixedSeconds))
        }
        medianIterationsPerSecond = rates.median
        iterationsPerSecond = rates.max() ?? medianIterationsPerSecond
        slowestIterationsPerSecond = rates.min() ?? medianIterationsPerSecond
    }
}
