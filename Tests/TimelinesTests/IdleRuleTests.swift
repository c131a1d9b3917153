import Pipelines
import Testing

@testable import Timelines

/// Why lanes are idle, by what the pipeline looks like at a moment: a source, a map and a prefetch, for one
/// accelerator.
struct IdleRuleTests {
    /// The states of the stages, each changed from "nothing yet".
    private static func cause(
        of kind: Lane.Kind, mapIsAsynchronous: Bool = true, isAtBarrier: Bool = false,
        source: (inout StageState) -> Void = { _ in }, map: (inout StageState) -> Void = { _ in },
        prefetch: (inout StageState) -> Void = { _ in }
    ) -> IdleCause {
        let names = ["source", "map", "prefetch"]
        var states = names.map { _ in StageState(nanoseconds: 0) }
        source(&states[0])
        map(&states[1])
        prefetch(&states[2])
        let group = Lane.Group(kind)
        let span = Span(
            begin: 0, end: 10, activity: .work, place: .workerCore, stage: 1, accelerator: 0, number: 0, sample: 0,
            samples: 1, epoch: 0, isFinished: true)
        let timeline = Timeline(
            window: 0..<100, accelerators: 1, finishedSteps: [0], stages: names,
            lanes: [Lane(group: group, number: 0, firstBegin: 0, spans: [span])], unusedServers: [],
            tracks: names.indices.map { index in
                StageTrack(
                    name: names[index], accelerator: 0,
                    isAsynchronous: index == 2 || (index == 1 && mapIsAsynchronous), isBuffer: index == 2,
                    states: [states[index]])
            },
            barriers: [[BarrierState(nanoseconds: 0, isWaiting: isAtBarrier)]])
        return IdleRule(group, in: timeline).cause(at: TimelineMoment(timeline))
    }

    // MARK: - A map with threads that work ahead

    @Test func `calls that want input have no work, however much is finished`() {
        #expect(Self.cause(of: .worker, source: { $0.isAsked = true }) == .noWork)
        #expect(Self.cause(of: .worker, source: { $0.isAsked = true }, map: { $0.held = 4 }) == .noWork)
    }

    @Test func `calls that want no input are blocked by finished ones`() {
        #expect(Self.cause(of: .worker, map: { $0.held = 4 }) == .blocked)
    }

    @Test func `there is no work before the first call, nor after the last`() {
        #expect(Self.cause(of: .worker) == .noWork)
        #expect(Self.cause(of: .worker, map: { ($0.held, $0.inputHasEnded) = (4, true) }) == .noWork)
    }

    // MARK: - A map in the prefetch's thread

    @Test func `a map that is asked waits for its input`() {
        #expect(Self.cause(of: .worker, mapIsAsynchronous: false, map: { $0.isAsked = true }) == .noWork)
    }

    @Test func `a map that nobody asks is blocked by a full prefetch, and has its turn before it begins`() {
        #expect(Self.cause(of: .worker, mapIsAsynchronous: false, prefetch: { $0.hasBegun = true }) == .blocked)
        #expect(Self.cause(of: .worker, mapIsAsynchronous: false) == .turn)
        let ended = Self.cause(
            of: .worker, mapIsAsynchronous: false, prefetch: { ($0.hasBegun, $0.inputHasEnded) = (true, true) })
        #expect(ended == .noWork)
    }

    // MARK: - The consumer

    @Test(arguments: [(Lane.Kind.accelerator, IdleCause.host), (.stepCores, .host), (.trainingLoop, .turn)])
    func `steps are starved while the loop asks, and otherwise wait for the host`(
        _ kind: Lane.Kind, _ otherwise: IdleCause
    ) {
        #expect(Self.cause(of: kind, prefetch: { $0.isAsked = true }) == .starved)
        #expect(Self.cause(of: kind) == otherwise)
        #expect(Self.cause(of: kind, isAtBarrier: true, prefetch: { $0.isAsked = true }) == .others)
    }
}
