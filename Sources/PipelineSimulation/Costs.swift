import Pipelines

/// The platform's deterministic costs, in the form in which the simulator needs them for every piece of work.
struct Costs {
    let call: OverheadCost
    let timerOvershoot: OverheadCost
    let handOver: OverheadCost
    let wakeUp: OverheadCost
    let next: OverheadCost
    let iteratorCreation: OverheadCost
    let launchNanoseconds: Int64
    let coresAreShared: Bool
    /// The disk's highest bandwidth, relative to that of one transfer alone.
    let highestBandwidth: Double
    private let copyLatencySeconds: Double
    private let copyBytesPerSecond: Double
    private let diskBytesPerSecond: Double

    init(_ platform: Platform) {
        let overheads = platform.overheads
        call = OverheadCost(overheads.call)
        timerOvershoot = OverheadCost(overheads.timerOvershoot)
        handOver = OverheadCost(overheads.handOver)
        wakeUp = OverheadCost(overheads.wakeUp)
        next = OverheadCost(overheads.next)
        iteratorCreation = OverheadCost(overheads.iteratorCreation)
        launchNanoseconds = nanoseconds(platform.gpu.launchOverheadSeconds)
        coresAreShared = platform.cpu.discipline == .sharing
        let rates = platform.disk.bytesPerSecond ?? [1]
        highestBandwidth = (rates.max() ?? rates[0]) / rates[0]
        copyLatencySeconds = platform.gpu.copyLatencySeconds
        copyBytesPerSecond = platform.gpu.copyBytesPerSecond ?? .infinity
        diskBytesPerSecond = platform.disk.bytesPerSecond?[0] ?? .infinity
    }

    /// Nanoseconds that bytes take at the bandwidth of one transfer alone.
    func transferNanoseconds(_ bytes: Int64) -> Int64 { nanoseconds(Double(bytes) / diskBytesPerSecond) }

    /// Nanoseconds of a copy from the host to the accelerator.
    func copyNanoseconds(_ bytes: Int64) -> Int64 {
        nanoseconds(copyLatencySeconds + Double(bytes) / copyBytesPerSecond)
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
    func callAsFunction(after spent: Int64) -> Int64 { isZero ? 0 : nanoseconds(curve(Double(spent) / 1e9)) }
}
