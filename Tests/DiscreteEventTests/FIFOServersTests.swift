import DiscreteEvent
import Testing

@Suite struct FIFOServersTests {
    @Test func `grants in order of asking`() {
        var station = FIFOServers(servers: 2)
        let granted = (0..<5).map { station.request(UInt32($0), at: Int64($0)) }
        #expect(granted == [true, true, false, false, false])
        #expect(station.release(at: 10) == 2)
        #expect(station.release(at: 11) == 3)
        #expect(station.release(at: 12) == 4)
        #expect(station.busy == 2)
        #expect(station.release(at: 13) == nil)
        #expect(station.release(at: 14) == nil)
        let statistics = station.statistics(at: 20)
        #expect(statistics.waitedNanoseconds == 8 + 8 + 8)
        #expect(statistics.busyIntegral == 13 + 13)
        #expect(statistics.utilisation == 26.0 / 40)
        #expect(statistics.maximumLine == 3)
        #expect([statistics.arrived, statistics.granted, statistics.completed, statistics.waited] == [5, 5, 5, 3])
    }

    @Test(arguments: 0..<20)
    func `Little's law is an identity on every path`(seed: UInt64) {
        var draws = TestDraws(seed: seed)
        var station = FIFOServers(servers: 1 + draws.below(4))
        var queue = EventQueue()
        var previous = station.statistics(at: 0)
        for customer in 0..<300 { queue.schedule(at: Int64(draws.below(3000)), target: UInt32(customer)) }
        while let event = queue.pop() {
            if event.target < 300 {
                _ = station.request(300 + event.target, service: Int64(draws.below(40)), in: &queue)
            } else if let next = station.release(at: queue.now) {
                queue.schedule(after: Int64(draws.below(40)), target: next)
            }
            let statistics = station.statistics(at: queue.now)
            #expect(statistics.lineIntegral == statistics.waitedNanoseconds + statistics.waitingNanoseconds)
            #expect(statistics.arrived == statistics.completed + station.busy + station.waiting)
            let window = statistics.since(previous)
            #expect(window.systemIntegral == window.busyIntegral + window.lineIntegral)
            #expect(window.busyIntegral <= window.serverIntegral)
            previous = statistics
        }
        #expect(previous.completed == 300)
        #expect(previous.waited > 0)
    }

    @Test func `never makes anyone wait with servers without end`() {
        var station = FIFOServers(servers: .max)
        for customer in 0..<1000 { #expect(station.request(UInt32(customer), at: 0) == true) }
        #expect(station.statistics(at: SimulationTime.latest.nanoseconds).lineIntegral == 0)
    }

    @Test func `stops when nobody holds a server`() async {
        await #expect(processExitsWith: .failure) {
            var station = FIFOServers(servers: 1)
            _ = station.release(at: 0)
        }
    }
}
