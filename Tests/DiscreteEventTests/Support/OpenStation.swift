import DiscreteEvent

/// Customers from outside at a station of servers, with a bound on how many fit: M/M/c, M/G/1, M/M/1/K, D/M/1.
struct OpenStation {
    var interarrival: Law
    var service: Law
    var servers = 1
    var places = Int.max

    struct Result {
        var statistics: StationStatistics
        var offered: Int
        var lost: Int
    }

    /// Measures `customers` arrivals after a warm-up of a tenth as many.
    func run(customers: Int, draws: inout TestDraws) -> Result {
        var queue = EventQueue()
        var station = FIFOServers(servers: servers)
        var (seen, lost) = (0, 0)
        let warmUp = customers / 10
        var start: StationStatistics?
        queue.schedule(after: draws.duration(interarrival), target: 0)
        while let event = queue.pop() {
            if event.target == 0 {
                seen += 1
                if seen == warmUp {
                    start = station.statistics(at: queue.now)
                    lost = 0
                }
                if seen == customers + warmUp { break }
                queue.schedule(after: draws.duration(interarrival), target: 0)
                if station.busy + station.waiting >= places {
                    lost += 1
                } else if station.request(1, at: queue.now) {
                    queue.schedule(after: draws.duration(service), target: 1)
                }
            } else if station.release(at: queue.now) != nil {
                queue.schedule(after: draws.duration(service), target: 1)
            }
        }
        let end = station.statistics(at: queue.now)
        return Result(statistics: start.map(end.since) ?? end, offered: customers, lost: lost)
    }
}
