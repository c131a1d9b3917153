import DiscreteEvent
import Testing

/// What stations have measured, asked while customers wait and nothing happens: the time since the last
/// event counts like any other.
@Suite struct StatisticsBetweenEventsTests {
    /// One server and three customers, who come at 0, 2 and 5 ns.
    private static func stationWithLine() -> FIFOServers {
        var station = FIFOServers(servers: 1)
        for (customer, arrival) in [(0, 0), (1, 2), (2, 5)] as [(UInt32, Int64)] {
            _ = station.request(customer, at: arrival)
        }
        return station
    }

    @Test(arguments: [5, 6, 9, 100] as [Int64])
    func `a line counts up to the moment that is asked for`(now: Int64) {
        let statistics = Self.stationWithLine().statistics(at: now)
        #expect(statistics.lineIntegral == Int128((now - 2) + (now - 5)))
        #expect(statistics.waitingNanoseconds == statistics.lineIntegral)
        #expect(statistics.busyIntegral == Int128(now) && statistics.serverIntegral == Int128(now))
        #expect(statistics.systemIntegral == statistics.busyIntegral + statistics.lineIntegral)
        #expect(statistics.waited == 0 && statistics.waitedNanoseconds == 0 && statistics.maximumLine == 2)
    }

    @Test func `a window in which nothing happens has the line that there is`() {
        let station = Self.stationWithLine()
        let window = station.statistics(at: 19).since(station.statistics(at: 9))
        #expect(window.nanoseconds == 10)
        #expect(window.meanLine == 2 && window.meanInSystem == 3 && window.utilisation == 1)
    }

    @Test func `a window has only the waits that ended in it`() {
        var station = Self.stationWithLine()
        _ = station.release(at: 10)
        let before = station.statistics(at: 11)
        _ = station.release(at: 20)
        let window = station.statistics(at: 21).since(before)
        #expect([window.waited, window.granted, window.completed, window.arrived] == [1, 1, 1, 0])
        #expect(window.waitedNanoseconds == 15 && window.lineIntegral == 9)
        #expect(window.meanWaitSeconds == 15e-9)
    }

    /// Little's law at moments chosen at random, most of them between events.
    @Test(arguments: 0..<20)
    func `customers' times in line add up to the line at any moment`(seed: UInt64) {
        var draws = TestDraws(seed: seed)
        var station = FIFOServers(servers: 1 + draws.below(3))
        var now: Int64 = 0
        var momentsWithLine = 0
        for customer in 0..<300 as Range<UInt32> {
            now += Int64(draws.below(20))
            if station.busy > 0, draws.below(100) < 45 {
                _ = station.release(at: now)
            } else {
                _ = station.request(customer, at: now)
            }
            let later = now + Int64(1 + draws.below(20))
            let statistics = station.statistics(at: later)
            #expect(statistics.lineIntegral == statistics.waitedNanoseconds + statistics.waitingNanoseconds)
            if station.waiting > 0 { momentsWithLine += 1 }
        }
        #expect(momentsWithLine > 0)
    }

    @Test func `jobs that share a core count up to the moment that is asked for`() {
        var queue = EventQueue()
        var cores = ProcessorSharing(cores: 2, timer: 9)
        for job in 0..<3 as Range<UInt32> { cores.start(job, serviceNanoseconds: 100, in: &queue) }
        let statistics = cores.statistics(at: 40)
        #expect(statistics.systemIntegral == 3 * 40)
        // Two cores cannot be busier than two cores.
        #expect(statistics.busyIntegral == 2 * 40 && statistics.serverIntegral == 2 * 40)
        let window = cores.statistics(at: 50).since(statistics)
        #expect(window.meanInSystem == 3 && window.utilisation == 1)
    }
}
