extension Pipeline {
    /// Elements that leave a stage in an epoch at most, on average: what the steps need, and what stages behind it drop
    /// and have ready beyond that.
    ///
    /// - Parameter poolThreads: size of the worker pool.
    package func mostPulled(from stage: Int, poolThreads: Int) -> Double {
        // What a step that is dropped would have taken is read all the same.
        pulled(from: stage, by: stepsOfEpoch + 1) { taker in
            max(Double(taker.bufferCapacity ?? 0), taker.readyLimit(poolThreads: poolThreads) ?? 0)
        }
    }

    /// The same at the least: what the steps need, and what stages behind it drop.
    package func leastPulled(from stage: Int) -> Double { pulled(from: stage, by: stepsOfEpoch) { _ in 0 } }

    private var stepsOfEpoch: Double {
        min(training.stepsPerEpoch.map(Double.init) ?? .infinity, meanFlows.last?.elements ?? 0)
    }

    /// - Parameter ready: elements that a stage may have ready for its consumer.
    private func pulled(from stage: Int, by steps: Double, ready: (any Operator) -> Double) -> Double {
        let (flows, files) = (meanFlows, storedFiles)
        var pulled = steps
        for index in stages.indices[(stage + 1)...].reversed() {
            let (taker, passed) = (stages[index].operator, flows[index - 1].elements)
            let intake = taker.intake(from: files)
            let isRead = passed.isFinite && !taker.endsEarly
            let dropped = isRead ? max(0, passed - intake * flows[index].elements) : 0
            pulled = min(passed, (pulled + ready(taker)) * intake + dropped)
        }
        return pulled
    }
}
