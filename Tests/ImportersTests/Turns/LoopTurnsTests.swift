import Foundation
import ScenarioFiles
import Testing

@testable import Importers

/// Turns of loops over several epochs, in traces whose times are known.
@Suite struct LoopTurnsTests {
    /// Writes a trace, one event after the other; times in microseconds.
    private struct MadeTrace {
        var events: [String] = []
        var now = 1000

        mutating func add(_ name: String, _ category: String, lasting duration: Int) {
            events.append(
                #"{"ph":"X","cat":"\#(category)","name":"\#(name)","pid":1,"tid":1,"ts":\#(now),"dur":\#(duration)}"#)
            now += duration
        }

        mutating func load(_ duration: Int, inWorkers: Bool) {
            let kind = inWorkers ? "MultiProcessing" : "SingleProcess"
            add("enumerate(DataLoader)#_\(kind)DataLoaderIter.__next__", "user_annotation", lasting: duration)
        }

        mutating func iterator() {
            for name in ["empty", "random_", "item", "_local_scalar_dense"] {
                add("aten::\(name)", "cpu_op", lasting: 10)
            }
        }

        /// Loads of 20 ms and steps of 3 ms, then the call that finds no more.
        mutating func epoch(batches: Int, end: Int, inWorkers: Bool = false, stepDraws: Bool = false) {
            iterator()
            for _ in 0..<batches {
                load(20_000, inWorkers: inWorkers)
                if stepDraws { add("aten::random_", "cpu_op", lasting: 100) }
                for _ in 0..<20 { add("aten::mul", "cpu_op", lasting: 145) }
                now += stepDraws ? 0 : 100
            }
            load(end, inWorkers: inWorkers)
        }

        func turns() throws -> LoopTurns {
            let json = Data(#"{"traceEvents": [\#(events.joined(separator: ","))]}"#.utf8)
            guard case .loop(let turns)? = try TracedProgram.read(json: json, path: "t.json") else {
                throw ImportError("no loop")
            }
            return turns
        }
    }

    private static func expectEqualTurns(_ turns: LoopTurns, _ count: Int, load: Double = 20e-3) {
        #expect(turns.rest.count == count)
        #expect(turns.loading.allSatisfy { abs($0 - load) < 1e-9 }, "\(turns.loading)")
        #expect(turns.rest.allSatisfy { abs($0 - 3e-3) < 1e-9 }, "\(turns.rest)")
        #expect(!turns.areMixed && TurnsScenario(turns, known: .init(workers: 1)).warnings.isEmpty)
    }

    /// With workers it takes long: they are stopped, and the next ones started.
    @Test(arguments: [false, true], [false, true])
    func `the call that ends an epoch is no turn`(inWorkers: Bool, stepDraws: Bool) throws {
        var trace = MadeTrace()
        for _ in 0..<3 {
            trace.epoch(batches: 20, end: inWorkers ? 35_000 : 50, inWorkers: inWorkers, stepDraws: stepDraws)
            trace.now += inWorkers ? 90_000 : 0
        }
        Self.expectEqualTurns(try trace.turns(), 60)
    }

    /// As where the profiler was told to leave them out.
    @Test(arguments: [0, 1_000_000]) func `nor is it where no operations were recorded`(pause: Int) throws {
        var trace = MadeTrace()
        for _ in 0..<2 {
            for _ in 0..<20 {
                trace.load(20_000, inWorkers: false)
                trace.now += 3000
            }
            trace.load(50, inWorkers: false)
            trace.now += 150 + pause
        }
        Self.expectEqualTurns(try trace.turns(), 40)
    }

    /// Loaders that know how many batches there are ask for no more.
    @Test func `a step before the next iterator is a turn`() throws {
        var trace = MadeTrace()
        for _ in 0..<2 {
            trace.epoch(batches: 20, end: 50)
            trace.events.removeLast()
            trace.now -= 50
        }
        let turns = try trace.turns()
        #expect(turns.rest.count == 39 && !turns.areMixed)
    }

    @Test func `of the loads in a mark the last is that of its step`() throws {
        var trace = MadeTrace()
        for step in 0..<40 {
            let begin = trace.now
            trace.now += 10
            if step == 20 {
                trace.load(50, inWorkers: false)
                for _ in 0..<10 { trace.load(80_000, inWorkers: false) }
            }
            trace.load(20_000, inWorkers: false)
            let end = trace.now + 3000
            trace.now = begin
            trace.add("ProfilerStep#\(step)", "user_annotation", lasting: end - begin)
        }
        Self.expectEqualTurns(try trace.turns(), 40)
    }

    /// Copies of 10 ms in some of 40 turns of 40 ms.
    @Test(arguments: [0..<0, 0..<10, 30..<40, 0..<40])
    func `turns without a copy are turns too`(copying: Range<Int>) throws {
        var trace = MadeTrace()
        for turn in 0..<40 {
            trace.load(20_000, inWorkers: true)
            let copy = copying.contains(turn) ? 10_000 : 0
            trace.now += 10
            if copy > 0 { trace.add("Memcpy HtoD (Pageable -> Device)", "gpu_memcpy", lasting: copy) }
            trace.now += 19_990 - copy
        }
        trace.load(20_000, inWorkers: true)
        let turns = try trace.turns()
        #expect(turns.rest.count == 40 && turns.copying.count == 40)
        for turn in 0..<40 {
            #expect(abs(turns.copying[turn] - (copying.contains(turn) ? 10e-3 : 0)) < 1e-9)
            #expect(abs(turns.loading[turn] + turns.rest[turn] + turns.copying[turn] - 40e-3) < 1e-9)
        }
        #expect(abs((turns.perSecond ?? 0) - 25) < 1e-6)
        #expect(abs(turns.meanCopying - Double(copying.count) / 40 * 10e-3) < 1e-9)
        // Each of two workers makes a batch in two turns.
        let text = TurnsScenario(turns, known: .init(workers: 2)).document(file: "f", command: "test").text
        #expect(text.contains("cost: 80 ms"), "\(text)")
    }

    @Test(arguments: [(10, true), (20, false)])
    func `batches of another loader are told by how many there are`(others: Int, areTold: Bool) throws {
        var trace = MadeTrace()
        for _ in 0..<2 {
            trace.epoch(batches: 20, end: 50)
            trace.epoch(batches: others, end: 50)
        }
        let turns = try trace.turns()
        #expect(turns.rest.count == 2 * (20 + others) && turns.areMixed == areTold)
        let warnings = TurnsScenario(turns, known: .init()).warnings
        #expect(warnings.contains { $0.hasPrefix("passes over the data have different numbers") } == areTold)
    }

    @Test(arguments: [(false, nil, true), (true, nil, false), (true, 2, false)] as [(Bool, Int?, Bool)])
    func `what workers would cost is said only of a loop without them`(
        inWorkers: Bool, workers: Int?, isSaid: Bool
    ) throws {
        var trace = MadeTrace()
        trace.epoch(batches: 20, end: 50, inWorkers: inWorkers)
        let sentence = TurnsScenario(try trace.turns(), known: .init(workers: workers)).boundSentence
        let limit =
            "A faster loader speeds up the loop by ×7.67 at most: a turn took 23 ms, 3 ms of it for the rest."
        #expect(sentence?.hasPrefix(limit) == true && (sentence != limit) == isSaid, "\(sentence ?? "")")
    }
}
