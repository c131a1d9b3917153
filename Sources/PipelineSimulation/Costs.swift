import DiscreteEvent
import Pipelines

/// The platform's deterministic costs, in the form in which the simulator needs them for every piece of work.
struct Costs {
    private let call: OverheadCost
    private let computeCall: OverheadCost
    private let timerOvershoot: OverheadCost
    let handOver: OverheadCost
    let buffering: OverheadCost
    let iteratorCreation: OverheadCost
    let launchNanoseconds: Int64
    /// Computation of each thread that a worker process's batch passes, while the cores are at work.
    let busyBatchNanoseconds: Int64
    let discipline: CPU.Discipline
    /// The disk's highest bandwidth, relative to that of one transfer alone.
    let highestBandwidth: Double
    private let next: OverheadCost
    private let busyNext: OverheadCost
    /// Whether the loop's call for an element is work on the core that has computed the step, and not waking up.
    let callComputes: Bool
    private let wakeUp: OverheadCost
    private let copyLatencySeconds: Double
    private let copyBytesPerSecond: Double
    /// Share of a copy's bandwidth that is lost while all cores are at work.
    private let lostCopyShare: Double
    /// Whether a copy to the accelerator takes any.
    var copiesTakeTime: Bool { copyLatencySeconds > 0 || copyBytesPerSecond < .infinity }
    /// Whether copies are slower beside busy cores.
    var copiesDependOnCores: Bool { lostCopyShare > 0 }
    private let diskBytesPerSecond: Double
    private let cacheBytesPerSecond: Double
    /// Whether storage limits the requests, or the openings of files, per second.
    let isPaced: Bool

    init(_ scenario: Scenario) {
        let platform = scenario.platform
        let overheads = platform.overheads
        call = OverheadCost(overheads.call)
        computeCall = OverheadCost(overheads.computeCall)
        timerOvershoot = OverheadCost(overheads.timerOvershoot)
        handOver = OverheadCost(overheads.handOver)
        buffering = OverheadCost(overheads.buffering)
        wakeUp = OverheadCost(overheads.wakeUp)
        callComputes = scenario.pipeline.training.device == .cpu
        next = OverheadCost(overheads.next)
        busyNext = OverheadCost(overheads.busyNext)
        iteratorCreation = OverheadCost(overheads.iteratorCreation)
        launchNanoseconds = SimulationTime.countedNanoseconds(inSeconds: platform.gpu.launchOverheadSeconds)
        busyBatchNanoseconds = SimulationTime.countedNanoseconds(inSeconds: platform.processes.busyBatchSeconds)
        discipline = platform.cpu.discipline
        let rates = platform.disk.bandwidthCurves.flatMap { $0 }
        highestBandwidth = rates.isEmpty ? 1 : (rates.max() ?? rates[0]) / rates[0]
        isPaced = platform.disk.requestsPerSecond != nil || platform.disk.opensPerSecond != nil
        cacheBytesPerSecond = platform.readCache.bytesPerSecond ?? .infinity
        copyLatencySeconds = platform.gpu.copyLatencySeconds
        let pinned = scenario.pipeline.deliversPinned ? platform.gpu.pinnedCopyBytesPerSecond : nil
        copyBytesPerSecond = pinned ?? platform.gpu.copyBytesPerSecond ?? .infinity
        lostCopyShare = 1 - platform.gpu.busyCopyShare
        diskBytesPerSecond = platform.disk.bytesPerSecond?[0] ?? .infinity
    }

    /// Nanoseconds of a call that lasts some, with what the platform adds to it.
    ///
    /// - Parameter place: where it computes or waits.
    @inline(__always)
    func callNanoseconds(_ duration: Int64, at place: Work.Place) -> Int64 {
        switch place {
        case .workerCore, .ownThreadCore: return SimulationTime.sum(duration, computeCall(after: duration))
        default:
            let overshoot = timerOvershoot(after: duration)
            return SimulationTime.sum(duration, SimulationTime.sum(call(after: duration), overshoot))
        }
    }

    /// Nanoseconds of the training loop's call after a pause (ns).
    func next(afterPause pause: Int64, coresAreBusy: Bool) -> Int64 {
        callComputes || coresAreBusy ? busyNext(after: pause) : next(after: pause)
    }

    /// Nanoseconds until the training loop runs again after being blocked, beyond what its call has cost after a pause.
    func wakeUp(after blocked: Int64, pause: Int64) -> Int64 {
        let call = callComputes ? busyNext : next
        return max(0, wakeUp(after: blocked) - (call(after: pause) - call(after: 0)))
    }

    /// Nanoseconds that bytes take at the bandwidth of one transfer alone.
    ///
    /// Inlined, for a call copies all costs.
    @inline(__always)
    func transferNanoseconds(_ bytes: Int64) -> Int64 {
        SimulationTime.countedNanoseconds(inSeconds: Double(bytes) / diskBytesPerSecond)
    }

    /// What transfers attain together, relative to one alone at the beginning of the run, in whose time they are counted.
    func relativeRates(_ bytesPerSecond: [Double]?) -> [Double] {
        bytesPerSecond.map { rates in rates.map { $0 / diskBytesPerSecond } } ?? [1]
    }

    /// Nanoseconds that bytes take at the read cache's bandwidth.
    func cacheTransferNanoseconds(_ bytes: Int64) -> Int64 {
        SimulationTime.countedNanoseconds(inSeconds: Double(bytes) / cacheBytesPerSecond)
    }

    /// Nanoseconds of a copy from the host to the accelerator.
    ///
    /// - Parameter busyShare: share of the cores that are at work.
    @inline(__always)
    func copyNanoseconds(_ bytes: Int64, busyShare: Double) -> Int64 {
        let rate = copyBytesPerSecond * (1 - min(1, busyShare) * lostCopyShare)
        return SimulationTime.countedNanoseconds(inSeconds: copyLatencySeconds + Double(bytes) / rate)
    }
}

/// One overhead as a function of the time spent.
struct OverheadCost {
    private let isZero: Bool
    private let curve: PiecewiseLinear

    init(_ curve: PiecewiseLinear) {
        self.curve = curve
        isZero = curve.isZero
    }

    /// Nanoseconds that are added after `spent` nanoseconds.
    @inline(__always)
    func callAsFunction(after spent: Int64) -> Int64 {
        isZero ? 0 : SimulationTime.countedNanoseconds(inSeconds: curve(Double(spent) / 1e9))
    }
}
