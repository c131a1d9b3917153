import DiscreteEvent

/// A saturated line of up to four stations that block after service.
///
/// An item keeps its server until there is room for it at the next station: a server, or a place of the buffer before
/// it.
struct BlockingLine: ~Copyable {
    private let count: Int
    private var queue = EventQueue()
    private var stations: InlineArray<4, FIFOServers>
    /// Of each station its servers and the places before it, for the items there; the first station takes items from
    /// outside, of which there are always more.
    private var rooms: InlineArray<4, FIFOServers>

    /// When items left the last station.
    private(set) var departures: [Int64] = []

    /// - Parameters:
    ///   - servers: servers of each station.
    ///   - buffers: places before the second, third and fourth station.
    init(servers: [Int], buffers: [Int]) {
        count = servers.count
        let places = [0] + buffers
        stations = InlineArray { FIFOServers(servers: $0 < servers.count ? servers[$0] : 0) }
        rooms = InlineArray { FIFOServers(servers: $0 < servers.count ? servers[$0] + places[$0] : 0) }
    }

    /// Runs until `items` have left; `duration` is asked for once per service, when it begins.
    mutating func run(items: Int, duration: (_ station: Int) -> Int64) {
        for _ in 0..<stations[0].servers { enter(0, duration) }
        while departures.count < items, let event = queue.pop() {
            let station = Int(event.target)
            if station == count - 1 {
                departures.append(queue.now)
                leave(station, duration)
            } else if rooms[station + 1].request(0, at: queue.now) {
                move(from: station, duration)
            }
        }
    }

    /// An item has room at the next station.
    private mutating func move(from station: Int, _ duration: (Int) -> Int64) {
        enter(station + 1, duration)
        leave(station, duration)
    }

    private mutating func enter(_ station: Int, _ duration: (Int) -> Int64) {
        if stations[station].request(0, at: queue.now) { begin(station, duration) }
    }

    /// Makes room for the next item of the station, and for one that is blocked before it.
    private mutating func leave(_ station: Int, _ duration: (Int) -> Int64) {
        if stations[station].release(at: queue.now) != nil { begin(station, duration) }
        if station == 0 { return enter(0, duration) }
        if rooms[station].release(at: queue.now) != nil { move(from: station - 1, duration) }
    }

    private mutating func begin(_ station: Int, _ duration: (Int) -> Int64) {
        queue.schedule(after: duration(station), target: UInt32(station))
    }
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
