import Pipelines
import Synchronization

/// Counts the demands that reach it, and those that come before the last was answered.
struct DemandWitness: Operator {
    static let name = "demandWitness"
    static let summary = "counts demands"
    static let parameters: [Parameter] = []
    static let examples: [[String: ParameterValue]] = [[:]]

    let log = DemandLog()

    init() {}
    init(_ values: ParameterValues) throws(PipelineError) {}

    var passesOn: Set<ElementKind> { [.file, .index] }
    func makeStage(_ context: StageContext) -> any Stage & ~Copyable { DemandWitnessStage(log: log) }
}

/// What a witness has seen.
final class DemandLog: Sendable {
    private let counts = Mutex((demands: 0, violations: 0))
    var demands: Int { counts.withLock { $0.demands } }
    var demandsWhileDemanded: Int { counts.withLock { $0.violations } }

    func demand(whileDemanded: Bool) {
        counts.withLock {
            $0.demands += 1
            if whileDemanded { $0.violations += 1 }
        }
    }
}

private struct DemandWitnessStage: Stage {
    let log: DemandLog
    var isDemanded = false

    mutating func demand(_ actions: inout Actions) {
        log.demand(whileDemanded: isDemanded)
        isDemanded = true
        actions.pull()
    }
    mutating func element(_ element: Element, _ actions: inout Actions) {
        isDemanded = false
        actions.emit(element)
    }
    mutating func upstreamEnded(_ actions: inout Actions) {
        isDemanded = false
        actions.end()
    }
    mutating func reset(_ actions: inout Actions) { isDemanded = false }
}

/// Breaks the contract in one way.
struct Misbehaving: Operator {
    enum Fault { case answersTwice, losesOne, doublesOne, neverAnswers }

    static let name = "misbehaving"
    static let summary = "breaks the contract"
    static let parameters: [Parameter] = []
    static let examples: [[String: ParameterValue]] = [[:]]

    let fault: Fault

    init(fault: Fault) { self.fault = fault }
    init(_ values: ParameterValues) throws(PipelineError) { fault = .losesOne }

    func cardinality(after upstream: Cardinality) -> Cardinality { .unknown }
    func makeStage(_ context: StageContext) -> any Stage & ~Copyable { MisbehavingStage(fault: fault) }
}

private struct MisbehavingStage: Stage {
    let fault: Misbehaving.Fault
    var seen = 0
    var kept: Element?

    mutating func demand(_ actions: inout Actions) {
        if let kept {
            self.kept = nil
            actions.emit(kept)
        } else {
            actions.pull()
        }
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        seen += 1
        guard seen == 2 else { return actions.emit(element) }
        switch fault {
        case .answersTwice:
            actions.emit(element)
            actions.emit(element)
        case .losesOne: actions.pull()
        case .doublesOne:
            kept = element
            actions.emit(element)
        case .neverAnswers: break
        }
    }

    mutating func upstreamEnded(_ actions: inout Actions) { actions.end() }
    mutating func reset(_ actions: inout Actions) {}
}

/// Passes elements through, and does not say how many there are.
struct Opaque: Operator {
    static let name = "opaque"
    static let summary = "hides the number of elements"
    static let parameters: [Parameter] = []
    static let examples: [[String: ParameterValue]] = [[:]]

    init() {}
    init(_ values: ParameterValues) throws(PipelineError) {}

    func cardinality(after upstream: Cardinality) -> Cardinality { .unknown }
    func makeStage(_ context: StageContext) -> any Stage & ~Copyable { DemandWitnessStage(log: DemandLog()) }
}

/// Passes a number of elements through, then fails.
struct FailingUpstream: Operator {
    static let name = "failingUpstream"
    static let summary = "fails"
    static let parameters: [Parameter] = []
    static let examples: [[String: ParameterValue]] = [[:]]
    static let failure = Failure(code: 11)

    let elements: Int

    init(after elements: Int) { self.elements = elements }
    init(_ values: ParameterValues) throws(PipelineError) { elements = 0 }

    var passesOn: Set<ElementKind> { [.file, .index] }
    func makeStage(_ context: StageContext) -> any Stage & ~Copyable { FailingUpstreamStage(remaining: elements) }
}

private struct FailingUpstreamStage: Stage {
    var remaining: Int

    mutating func demand(_ actions: inout Actions) {
        if remaining == 0 { actions.fail(FailingUpstream.failure) } else { actions.pull() }
    }
    mutating func element(_ element: Element, _ actions: inout Actions) {
        remaining -= 1
        actions.emit(element)
    }
    mutating func upstreamEnded(_ actions: inout Actions) { actions.end() }
    mutating func reset(_ actions: inout Actions) {}
}
