import DiscreteEvent

/// A saturated line of up to four stations that block after service.
///
/// Every server is alike: it gets an item from the store before its station, serves it, puts it into the store behind
/// and waits there, holding the item, while that is full.
struct BlockingLine: ~Copyable {
    private let serversBefore: [Int]
    private var queue = EventQueue()
    private var first: Store
    private var second: Store
    private var third: Store

    /// When items left the last station.
    private(set) var departures: [Int64] = []

    /// - Parameters:
    ///   - servers: servers of each station.
    ///   - buffers: places before the second, third and fourth station.
    init(servers: [Int], buffers: [Int]) {
        serversBefore = servers.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
        first = Store(capacity: buffers[0])
        second = Store(capacity: buffers.count > 1 ? buffers[1] : 0)
        third = Store(capacity: buffers.count > 2 ? buffers[2] : 0)
    }

    private var stations: Int { serversBefore.count - 1 }

    private func station(of server: UInt32) -> Int {
        (1...stations).first { Int(server) < serversBefore[$0] }.map { $0 - 1 } ?? 0
    }

    /// Runs until `items` have left; `duration` is asked for once per service, when it begins.
    mutating func run(items: Int, duration: (_ station: Int) -> Int64) {
        for server in (0..<UInt32(serversBefore[stations])).reversed() { seek(server, duration) }
        while departures.count < items, let event = queue.pop() {
            let station = station(of: event.target)
            if station == stations - 1 {
                departures.append(queue.now)
            } else if case .blocked = put(event.target, into: station, duration) {
                continue
            }
            seek(event.target, duration)
        }
    }

    private mutating func begin(_ server: UInt32, _ duration: (Int) -> Int64) {
        queue.schedule(after: duration(station(of: server)), target: server)
    }

    /// Lets a free server take an item, and whoever was waiting to get rid of one go on.
    private mutating func seek(_ server: UInt32, _ duration: (Int) -> Int64) {
        let outcome: GetOutcome =
            switch station(of: server) {
            case 0: .token(0, unblocked: nil)
            case 1: first.get(by: server, at: queue.now)
            case 2: second.get(by: server, at: queue.now)
            default: third.get(by: server, at: queue.now)
            }
        guard case .token(_, let unblocked) = outcome else { return }
        begin(server, duration)
        if let unblocked { seek(unblocked, duration) }
    }

    private mutating func put(_ server: UInt32, into station: Int, _ duration: (Int) -> Int64) -> PutOutcome {
        let outcome =
            switch station {
            case 0: first.put(0, by: server, at: queue.now)
            case 1: second.put(0, by: server, at: queue.now)
            default: third.put(0, by: server, at: queue.now)
            }
        if case .handed(let getter) = outcome { begin(getter, duration) }
        return outcome
    }

    /// Measures of the store before the second station until the last departure.
    func firstBuffer() -> StoreStatistics { first.statistics(at: queue.now) }
}

extension BlockingLine {
    /// Items per unit of the laws' means, over the last ten elevenths of the run.
    static func throughput(servers: [Int], buffers: [Int], laws: [Law], draws: inout TestDraws, items: Int) -> Double {
        var line = BlockingLine(servers: servers, buffers: buffers)
        var generator = draws
        line.run(items: items + items / 10) { generator.duration(laws[$0]) }
        draws = generator
        let window = line.departures[items + items / 10 - 1] - line.departures[items / 10 - 1]
        return Double(items) / (Double(window) / 1e6)
    }
}
