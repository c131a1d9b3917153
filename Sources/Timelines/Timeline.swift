public import Pipelines

/// What each thread and device did in a window of a run, simulated or measured.
public struct Timeline: Sendable, Equatable {
    /// Servers of a pool that never had work.
    public struct UnusedServers: Sendable, Equatable {
        /// What they are.
        public var kind: Lane.Kind
        /// Those without work.
        public var count: Int
        /// All there are.
        public var total: Int
    }

    /// From when to when (ns), at least 1 ns.
    public var window: Range<Int64>
    /// Accelerators.
    public var accelerators: Int
    /// Steps that each of them finished in the window.
    public var finishedSteps: [Int]
    /// Names of the stages, from the source on.
    public var stages: [String]
    /// All that had work by the window's end, in the order in which they are shown.
    public var lanes: [Lane]
    /// Places of the disk and workers that had none.
    public var unusedServers: [UnusedServers]
    /// Each accelerator's stages, in order; one accelerator's after the other's.
    public var tracks: [StageTrack]
    /// Each accelerator's waits for others.
    public var barriers: [[BarrierState]]
    /// What kinds of lanes are called.
    public var laneNames = LaneNames()
    /// Stages whose cache was not complete when an epoch was over, before the window's end.
    public var incompleteCaches: [String] = []

    /// Length of the window (ns).
    public var nanoseconds: Int64 { window.upperBound - window.lowerBound }

    /// How long the training loops waited for a stage in the window, within epochs, by what they waited for (ns).
    package func waits(forStage stage: Int) -> WaitTimes {
        var waits = WaitTimes()
        for accelerator in 0..<accelerators {
            for wait in tracks[accelerator * stages.count + stage].waits { waits[wait.cause] += wait.nanoseconds }
        }
        return waits
    }

    /// Stages whose buffers are worth showing, of one accelerator.
    public func buffers(ofAccelerator accelerator: Int) -> [StageTrack] {
        tracks.filter { $0.accelerator == accelerator && $0.isBuffer }
    }
}

extension Lane.Group {
    /// Whether training steps compute there.
    public var isOfSteps: Bool { kind == .accelerator || kind == .stepCores }
}
