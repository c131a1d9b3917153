import DiscreteEvent

/// Where a workload takes its durations from; a generic parameter, so that a draw is not a dynamic call.
protocol DurationSource: ~Copyable {
    /// The next duration in nanoseconds.
    mutating func next() -> Int64
}

/// What a workload produced, besides the time it took.
struct WorkloadResult {
    /// Arrivals and ends of service, counted alike for every engine: W1 has 2 per customer, W3 has 3 per item.
    var modelEvents: Int
    var items: Int
    var figure: Double
    var overflowed: Bool
}

/// W1, M/M/1: the figure is the mean wait in line, in seconds.
func simulateSingleServer(
    customers: Int, interarrivals: inout some DurationSource & ~Copyable,
    services: inout some DurationSource & ~Copyable
) -> WorkloadResult {
    let arrival: UInt32 = 0
    let serviceEnd: UInt32 = 1
    var queue = EventQueue()
    var server = FIFOServers(servers: 1)
    var toArrive = customers
    queue.schedule(after: interarrivals.next(), target: arrival)
    while let event = queue.pop() {
        if event.target == arrival {
            toArrive -= 1
            if toArrive > 0 { queue.schedule(after: interarrivals.next(), target: arrival) }
            if server.request(serviceEnd, at: queue.now) {
                queue.schedule(after: services.next(), target: serviceEnd)
            }
        } else if let next = server.release(at: queue.now) {
            queue.schedule(after: services.next(), target: next)
        }
    }
    let statistics = server.statistics(at: queue.now)
    return WorkloadResult(
        modelEvents: Int(queue.processed), items: statistics.completed, figure: statistics.meanWaitSeconds,
        overflowed: queue.overflowed)
}

/// W3: saturated source → disk → worker pool → buffer → GPU, every stage blocking after service.
///
/// No buffer stands between disk and pool: the disk keeps its item until a worker takes it.
struct BlockingLine<Reading: DurationSource & ~Copyable, Decoding: DurationSource & ~Copyable>: ~Copyable {
    private enum Target {
        static var disk: UInt32 { 0 }
        static var worker: UInt32 { 1 }
        static var gpu: UInt32 { 2 }
    }

    private var queue = EventQueue()
    private var workers: FIFOServers
    /// The buffer's: an item in it holds one, and workers that are blocked wait for one.
    private var places: FIFOServers
    private var gpuWaits = true
    private var reading: Reading
    private var decoding: Decoding
    private let stepNanoseconds: Int64

    init(workers: Int, places: Int, reading: consuming Reading, decoding: consuming Decoding, stepNanoseconds: Int64) {
        self.workers = FIFOServers(servers: workers)
        self.places = FIFOServers(servers: places)
        self.reading = reading
        self.decoding = decoding
        self.stepNanoseconds = stepNanoseconds
    }

    /// Runs until the GPU has finished `items`; the figure is items per second.
    mutating func run(items: Int) -> WorkloadResult {
        var finished = 0
        queue.schedule(after: reading.next(), target: Target.disk)
        while finished < items, let event = queue.pop() {
            switch event.target {
            case Target.disk:
                if workers.request(Target.worker, at: queue.now) { startDecoding() }
            case Target.worker: passOn()
            default:
                finished += 1
                startStep()
            }
        }
        return WorkloadResult(
            modelEvents: Int(queue.processed), items: finished, figure: Double(finished) / (Double(queue.now) / 1e9),
            overflowed: queue.overflowed)
    }

    /// A worker gives its item to the GPU if that waits, else to the buffer; while that is full, it is blocked.
    private mutating func passOn() {
        if gpuWaits {
            gpuWaits = false
            queue.schedule(after: stepNanoseconds, target: Target.gpu)
            freeWorker()
        } else if places.request(Target.worker, at: queue.now) {
            freeWorker()
        }
    }

    /// The GPU takes the next item; a blocked worker puts its own into the place that has become free.
    private mutating func startStep() {
        gpuWaits = places.busy == 0
        if gpuWaits { return }
        queue.schedule(after: stepNanoseconds, target: Target.gpu)
        if places.release(at: queue.now) != nil { freeWorker() }
    }

    private mutating func freeWorker() {
        if workers.release(at: queue.now) != nil { startDecoding() }
    }

    /// A worker has taken the disk's item, so the disk reads the next one.
    private mutating func startDecoding() {
        queue.schedule(after: decoding.next(), target: Target.worker)
        queue.schedule(after: reading.next(), target: Target.disk)
    }
}
