extension Pipeline {
    /// Elements that leave a stage in an epoch at most, on average: what the steps need, and what stages behind it drop
    /// and have ready beyond that.
    ///
    /// - Parameter poolThreads: size of the worker pool.
    package func mostPulled(from stage: Int, poolThreads: Int) -> Double {
        let (flows, files) = (meanFlows, storedFiles)
        let steps = min(training.stepsPerEpoch.map(Double.init) ?? .infinity, flows.last?.elements ?? 0)
        // What a step that is dropped would have taken is read all the same.
        var pulled = steps + 1
        for index in stages.indices[(stage + 1)...].reversed() {
            let (taker, passed) = (stages[index].operator, flows[index - 1].elements)
            let intake = taker.intake(from: files)
            let isRead = passed.isFinite && !taker.endsEarly
            let dropped = isRead ? max(0, passed - intake * flows[index].elements) : 0
            let ready = max(Double(taker.bufferCapacity ?? 0), taker.readyLimit(poolThreads: poolThreads) ?? 0)
            pulled = min(passed, (pulled + ready) * intake + dropped)
        }
        return pulled
    }
}
