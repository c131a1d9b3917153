import DiscreteEvent
import Testing

@Suite struct SamplePathTests {
    @Test func `waits obey Lindley's recurrence to the nanosecond`() throws {
        let path = try #require(ExactResult.entries("sample path: Lindley", "waits").first)
        let (interarrivals, services) = (path.list("interarrival"), path.list("service"))
        var queue = EventQueue()
        var server = FIFOServers(servers: 1)
        var arrivals: [Int64] = []
        var waits: [Int64] = []
        let arrival = UInt32(services.count)
        queue.schedule(after: 0, target: arrival)
        while let event = queue.pop() {
            if event.target == arrival {
                let customer = arrivals.count
                arrivals.append(queue.now)
                if customer + 1 < services.count { queue.schedule(after: interarrivals[customer + 1], target: arrival) }
                guard server.request(UInt32(customer), service: services[customer], in: &queue) else { continue }
                waits.append(0)
            } else if let next = server.release(at: queue.now) {
                waits.append(queue.now - arrivals[Int(next)])
                queue.schedule(after: services[Int(next)], target: next)
            }
        }
        #expect(waits == path.exactList)
        #expect(server.statistics(at: queue.now).waitedNanoseconds == Int128(waits.reduce(0, +)))
    }

    @Test(arguments: ExactResult.entries(blockingPath, "gpu_departure_times"))
    func `a blocking line departs to the nanosecond`(path: ExactResult) {
        let times = ["disk", "cpu", "gpu"].map(path.list)
        var begun = [0, 0, 0]
        let afterLast: Int64 = 1_000_000  // so that an item past the path's end overtakes none of its own
        var line = BlockingLine(servers: [1, Int(path["c"]), 1], buffers: [0, Int(path["B"])])
        line.run(items: path.exactList.count) { station in
            defer { begun[station] += 1 }
            return begun[station] < times[station].count ? times[station][begun[station]] : afterLast
        }
        #expect(line.departures == path.exactList)
    }

    private static let blockingPath = "sample path: disk -> c workers -> buffer B -> GPU, BAS, saturated"

    @Test func `the fixture has all its paths`() {
        #expect(ExactResult.entries(Self.blockingPath, "gpu_departure_times").count == 6)
    }

    @Test func `a deterministic line takes its fill and then its slowest stage`() throws {
        let line = try #require(ExactResult.entries("deterministic line", "makespan").first)
        let stages = line.list("stages")
        var model = BlockingLine(servers: [1, 1, 1], buffers: [0, 3])
        model.run(items: Int(line["n"])) { stages[$0] }
        #expect(model.departures.last.map(Double.init) == line.exact)
    }
}
