import DiscreteEvent
import Testing

/// Theory inside 99 % intervals, over stations and lines with exact results.
@Suite struct QueueingTheoryTests {
    /// The unit of the laws' means in nanoseconds.
    private static let unit = 1e6

    @Test func `waits in M/M/c and M/G/1 agree with theory`() {
        var hits = IntervalHits()
        let services: [(String, Law)] = [
            ("M/M/1", .exponential(mean: 1)), ("M/M/c", .exponential(mean: 1)), ("M/D/1", .constant(1)),
            ("M/E4/1", .erlang(shape: 4, mean: 1)), ("M/LN(cv=0.5)/1", .logNormal(mean: 1, cv: 0.5)),
            ("M/H2(cv2=4)/1", .hyperexponential(mean: 1, squaredCV: 4)), ("M/U(0,2)/1", .uniform(upTo: 2)),
        ]
        for (name, service) in services {
            for entry in ExactResult.entries(name, "Wq") where load(of: entry) <= 0.81 && entry.exact > 0.01 {
                let servers = entry["c"].isNaN ? 1 : Int(entry["c"])
                let station = OpenStation(
                    interarrival: .exponential(mean: 1 / entry["lam"]), service: service, servers: servers)
                hits.check("\(entry)", exact: entry.exact) { draws in
                    station.run(customers: 6000, draws: &draws).statistics.meanWaitSeconds * 1e9 / Self.unit
                }
            }
        }
        hits.expectFewMisses(atLeast: 30)
    }

    private func load(of entry: ExactResult) -> Double { entry["lam"] / (entry["c"].isNaN ? 1 : entry["c"]) }

    @Test func `levels and losses agree with theory`() {
        var hits = IntervalHits()
        let exponential = Law.exponential(mean: 1)
        for entry in ExactResult.entries("M/M/1/K", "P_loss") + ExactResult.entries("M/M/c/c", "P_block(ErlangB)")
        where entry.exact > 0.01 {
            let servers = entry["c"].isNaN ? 1 : Int(entry["c"])
            let places = entry["K"].isNaN ? servers : Int(entry["K"])
            let station = OpenStation(
                interarrival: .exponential(mean: 1 / entry["lam"]), service: exponential, servers: servers,
                places: places)
            hits.check("\(entry)", exact: entry.exact) { draws in
                let result = station.run(customers: 3000, draws: &draws)
                return Double(result.lost) / Double(result.offered)
            }
        }
        for entry in ExactResult.entries("M/M/1", "L") where entry["lam"] <= 0.8 {
            let station = OpenStation(interarrival: .exponential(mean: 1 / entry["lam"]), service: exponential)
            hits.check("\(entry)", exact: entry.exact) { draws in
                station.run(customers: 6000, draws: &draws).statistics.meanInSystem
            }
        }
        for entry in ExactResult.entries("M/M/inf", "L") {
            let station = OpenStation(
                interarrival: .exponential(mean: 1 / entry["lam"]), service: exponential, servers: .max)
            hits.check("\(entry)", exact: entry.exact) { draws in
                station.run(customers: 3000, draws: &draws).statistics.meanInSystem
            }
        }
        for entry in ExactResult.entries("D/M/1", "Wq") where entry["lam"] <= 0.8 {
            let station = OpenStation(interarrival: .constant(1 / entry["lam"]), service: exponential)
            hits.check("\(entry)", exact: entry.exact) { draws in
                station.run(customers: 6000, draws: &draws).statistics.meanWaitSeconds * 1e9 / Self.unit
            }
        }
        hits.expectFewMisses(atLeast: 40)
    }

    @Test func `lines that block after service agree with theory`() {
        var hits = IntervalHits()
        for entry in ExactResult.entries("two-station exp line BAS", "throughput") where entry["B"] <= 4 {
            check(&hits, entry, [1, 1], .exponential(mean: 1 / entry["mu1"]), .exponential(mean: 1 / entry["mu2"]))
        }
        for entry in ExactResult.entries("c-worker pool -> buffer -> GPU, exp, BAS saturated", "throughput")
        where entry["B"] <= 8 {
            check(
                &hits, entry, [Int(entry["c"]), 1], .exponential(mean: 1 / entry["mu_worker"]),
                .exponential(mean: 1 / entry["mu_gpu"]))
        }
        let general: [String: (Law, Law)] = [
            "lognormal cv=0.5, deterministic 1": (.logNormal(mean: 1, cv: 0.5), .constant(1)),
            "both lognormal cv=0.5 mean 1": (.logNormal(mean: 1, cv: 0.5), .logNormal(mean: 1, cv: 0.5)),
            "both Exp(1)": (.exponential(mean: 1), .exponential(mean: 1)),
            "both gamma(4) mean 1": (.erlang(shape: 4, mean: 1), .erlang(shape: 4, mean: 1)),
        ]
        for entry in ExactResult.entries("two-station general B=0 (BAS)", "throughput") {
            guard case .text(let name) = entry.parameters["dist"], let laws = general[name] else { continue }
            check(&hits, entry, [1, 1], laws.0, laws.1)
        }
        for entry in ExactResult.entries("three-station exp line BAS", "throughput") {
            guard case .list(let rates) = entry.parameters["mus"] else { continue }
            let laws = rates.map { Law.exponential(mean: 1 / $0) }
            hits.check("\(entry)", exact: entry.exact) { draws in
                BlockingLine.throughput(
                    servers: [1, 1, 1], buffers: [Int(entry["B"]), Int(entry["B"])], laws: laws, draws: &draws,
                    items: 1000)
            }
        }
        hits.expectFewMisses(atLeast: 55)
    }

    private func check(
        _ hits: inout IntervalHits, _ entry: ExactResult, _ servers: [Int], _ first: Law, _ second: Law
    ) {
        let places = entry["B"].isNaN ? 0 : Int(entry["B"])
        hits.check("\(entry)", exact: entry.exact) { draws in
            BlockingLine.throughput(
                servers: servers, buffers: [places], laws: [first, second], draws: &draws, items: 1000)
        }
    }

    /// Station 1 takes a place before it serves; the place is free again when station 2 has finished.
    @Test func `a line that blocks before service agrees with theory`() {
        var hits = IntervalHits()
        for entry in ExactResult.entries("two-station exp line BBS", "throughput") {
            hits.check("\(entry)", exact: entry.exact) { draws in
                throughputBlockingBefore(places: Int(entry["B"]) + 1, items: 2000, draws: &draws)
            }
        }
        hits.expectFewMisses(atLeast: 9)
    }

    private func throughputBlockingBefore(places: Int, items: Int, draws: inout TestDraws) -> Double {
        var queue = EventQueue()
        var room = FIFOServers(servers: places)
        var second = FIFOServers(servers: 1)
        let law = Law.exponential(mean: 1)
        var (finished, began) = (0, Int64(0))
        if room.request(0, at: 0) { queue.schedule(after: draws.duration(law), target: 0) }
        while finished < items + 100, let event = queue.pop() {
            if event.target == 0 {
                if room.request(0, at: queue.now) { queue.schedule(after: draws.duration(law), target: 0) }
                _ = second.request(1, service: draws.duration(law), in: &queue)
            } else {
                finished += 1
                if finished == 100 { began = queue.now }
                if second.release(at: queue.now) != nil { queue.schedule(after: draws.duration(law), target: 1) }
                if room.release(at: queue.now) != nil { queue.schedule(after: draws.duration(law), target: 0) }
            }
        }
        return Double(items) * Self.unit / Double(queue.now - began)
    }

    /// N machines run for Z and are then repaired for D by one repairman.
    @Test func `machine repairman agrees with theory`() {
        var hits = IntervalHits()
        for entry in ExactResult.entries("machine repairman M/M/1//N", "throughput") {
            hits.check("\(entry)", exact: entry.exact) { draws in
                var queue = EventQueue()
                var repairman = FIFOServers(servers: 1)
                let (running, repair) = (Law.exponential(mean: entry["Z"]), Law.exponential(mean: entry["D"]))
                for _ in 0..<Int(entry["N"]) { queue.schedule(after: draws.duration(running), target: 0) }
                var start = repairman.statistics(at: 0)
                while repairman.statistics(at: queue.now).completed < 2300, let event = queue.pop() {
                    if event.target == 0 {
                        _ = repairman.request(1, service: draws.duration(repair), in: &queue)
                        continue
                    }
                    queue.schedule(after: draws.duration(running), target: 0)
                    if repairman.release(at: queue.now) != nil {
                        queue.schedule(after: draws.duration(repair), target: 1)
                    }
                    if repairman.statistics(at: queue.now).completed == 300 {
                        start = repairman.statistics(at: queue.now)
                    }
                }
                let window = repairman.statistics(at: queue.now).since(start)
                return Double(window.completed) / Double(window.nanoseconds) * Self.unit
            }
        }
        hits.expectFewMisses(atLeast: 4)
    }

    /// Mean time in an M/G/1 station with processor sharing depends on the mean service alone.
    @Test func `processor sharing is insensitive to the law of service`() {
        var hits = IntervalHits()
        let laws: [(String, Law)] = [
            ("M", .exponential(mean: 1)), ("D", .constant(1)), ("H2", .hyperexponential(mean: 1, squaredCV: 4)),
            ("U", .uniform(upTo: 2)), ("LN", .logNormal(mean: 1, cv: 0.5)),
        ]
        for entry in ExactResult.entries("M/G/1-PS (any service, mean 1)", "W") {
            for (name, law) in laws {
                hits.check("\(entry) \(name)", exact: entry.exact) { draws in
                    meanTimeSharing(arrivalRate: entry["lam"], service: law, customers: 6000, draws: &draws)
                }
            }
        }
        hits.expectFewMisses(atLeast: 10)
    }

    private func meanTimeSharing(arrivalRate: Double, service: Law, customers: Int, draws: inout TestDraws) -> Double {
        var queue = EventQueue()
        var station = ProcessorSharing(cores: 1, timer: 1)
        let interarrival = Law.exponential(mean: 1 / arrivalRate)
        var start = station.statistics(at: 0)
        var arrived = 0
        queue.schedule(after: draws.duration(interarrival), target: 0)
        while let event = queue.pop() {
            if event.target == 0 {
                arrived += 1
                if arrived == customers / 10 { start = station.statistics(at: queue.now) }
                if arrived == customers + customers / 10 { break }
                station.start(0, serviceNanoseconds: draws.duration(service), in: &queue)
                queue.schedule(after: draws.duration(interarrival), target: 0)
            } else {
                while station.finished(in: &queue) != nil {}
            }
        }
        let window = station.statistics(at: queue.now).since(start)
        return Double(window.systemIntegral) / Double(window.arrived) / Self.unit
    }

    @Test func `the bound on misses is the binomial quantile`() {
        #expect(IntervalHits.allowedMisses(of: 1) == 1)
        #expect(IntervalHits.allowedMisses(of: 100) == 5)
        #expect(IntervalHits.allowedMisses(of: 1000) == 21)
    }
}
