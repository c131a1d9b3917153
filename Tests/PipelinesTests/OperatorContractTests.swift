import Pipelines
import Testing
import Variates

/// One operator with one of its examples, and a seed that orders the completions.
struct ContractCase: CustomTestStringConvertible, Sendable {
    var type: any Operator.Type
    var example: Int
    var seed: UInt64

    var testDescription: String { "\(type.name) example \(example) seed \(seed)" }

    /// Operators that only rewrites make.
    static let fused: [any Operator.Type] = [MapAndBatch.self, ShuffleAndRepeat.self]

    /// Every operator with each of its examples and a few orders of completion.
    static let all: [ContractCase] = (OperatorRegistry.standard.all + fused).flatMap { type in
        type.examples.indices.flatMap { example in
            (1...6).map { ContractCase(type: type, example: example, seed: UInt64($0)) }
        }
    }

    func make() throws -> any Operator { try type.init(parameters: type.examples[example]) }
}

/// What surrounds the operator under test.
enum Surroundings: CaseIterable, Sendable {
    /// Nothing but the source.
    case bare
    /// Threads of their own on both sides.
    case threads
    /// An operator in the caller's thread on both sides.
    case callers
}

/// What every operator owes its neighbours; a new line in the registry is tested without a change here, unless the
/// operator leaves samples out: then `selection` says which.
struct OperatorContractTests {
    static let samples = 24
    static let sampleBytes = 100

    @Test(arguments: ContractCase.all, Surroundings.allCases)
    func `conserves samples, keeps order and ends`(_ contract: ContractCase, _ surroundings: Surroundings) throws {
        let test = try scenario(contract, surroundings, epochs: 3)
        guard let test else { return }
        let backend = try StepwiseBackend(test, seed: contract.seed)
        var generator = SeededGenerator(seed: contract.seed)
        backend.finish(using: &generator)

        try #require(backend.isFinished, "stuck: \(backend.waitingChain)")
        #expect(backend.failure == nil)
        let tested = try contract.make()
        let abandoned = backend.pending.filter { !(tested.endsEarly && $0.work.stage < backend.index(of: "tested")) }
        #expect(abandoned.isEmpty, "work goes on after the end")
        #expect(backend.memory.inFlightBytes == backend.pending.reduce(0) { $0 + Int128($1.work.element.bytes) })
        for (epoch, elements) in backend.received.enumerated() {
            try checkConservation(elements, of: tested, in: test, epoch: epoch)
            if tested.keepsOrder { checkOrder(elements, of: tested, epoch: epoch) }
        }
    }

    @Test(arguments: ContractCase.all)
    func `never asks its upstream twice`(_ contract: ContractCase) throws {
        guard contract.type != Source.self else { return }
        let witness = DemandWitness()
        let test = try TestScenario.source(Self.samples).stage(witness).stage(contract.make()).train(epochs: 2)
        let backend = try StepwiseBackend(test, seed: contract.seed)
        var generator = SeededGenerator(seed: contract.seed)
        backend.finish(using: &generator)
        #expect(witness.log.demandsWhileDemanded == 0)
        let isContent = (try contract.make() as? Take).map { $0.count < Self.samples } ?? false
        #expect(isContent || witness.log.demands >= Self.samples)
    }

    @Test(arguments: ContractCase.all, Surroundings.allCases)
    func `holds nothing after it was stopped early`(_ contract: ContractCase, _ surroundings: Surroundings) throws {
        let test = try scenario(contract, surroundings, epochs: 2, steps: 2)
        guard let test else { return }
        let backend = try StepwiseBackend(test, seed: contract.seed)
        var generator = SeededGenerator(seed: contract.seed)
        while backend.epoch == 0, !backend.pending.isEmpty {
            backend.advance(to: backend.now + 1)
            backend.complete(Int.random(in: 0..<backend.pending.count, using: &generator))
        }
        try #require(backend.epoch == 1)
        // Worker processes know nothing of the end, and hold what is in their hands until it is done.
        if try !contract.make().usesWorkerProcesses { #expect(backend.memory.heldBytes == 0) }
        let abandoned = backend.pending.filter { !backend.isTraining($0) }
        #expect(backend.memory.inFlightBytes == abandoned.reduce(0) { $0 + $1.work.element.bytes })
        // Work of the first epoch is forgotten when it is done: nothing is delivered, nothing is held.
        while let index = backend.pending.firstIndex(where: { !backend.isTraining($0) }) { backend.complete(index) }
        #expect(backend.memory.inFlightBytes == 0)
        #expect(backend.memory.heldBytes == 0)
        #expect(backend.received[1].isEmpty)
        backend.finish(using: &generator)
        #expect(backend.isFinished)
        #expect(backend.received.map(\.count) == [2, 2])
    }

    @Test(arguments: ContractCase.all, Surroundings.allCases)
    func `passes a failure on`(_ contract: ContractCase, _ surroundings: Surroundings) throws {
        let test = try scenario(contract, surroundings, epochs: 1)
        guard let test else { return }
        let backend = try StepwiseBackend(test, seed: contract.seed)
        var generator = SeededGenerator(seed: contract.seed)
        let failure = Failure(code: 7)
        var remaining = Int.random(in: 0..<40, using: &generator)
        var hasFailed = false
        while !backend.isFinished, !backend.pending.isEmpty {
            backend.advance(to: backend.now + 1)
            let index = Int.random(in: 0..<backend.pending.count, using: &generator)
            remaining -= 1
            if remaining <= 0, !hasFailed, !backend.isTraining(backend.pending[index]) {
                hasFailed = true
                backend.fail(index, with: failure)
            } else {
                backend.complete(index)
            }
        }
        try #require(backend.isFinished, "stuck: \(backend.waitingChain)")
        // What an operator that ends by itself no longer wants may fail without anybody's noticing.
        let mayGoUnnoticed = try contract.make() is Take && backend.failure == nil
        #expect(backend.failure == (hasFailed && !mayGoUnnoticed ? failure : nil))
    }

    @Test func `the registry's names are unique and found`() {
        let names = OperatorRegistry.standard.all.map { $0.name }
        #expect(Set(names).count == names.count)
        for type in OperatorRegistry.standard.all {
            #expect(OperatorRegistry.standard.named(type.name).map { $0 == type } == true)
            #expect(!type.examples.isEmpty, "`\(type.name)` has no examples, so that the contract is not tested")
            #expect(!type.summary.isEmpty)
        }
        #expect(OperatorRegistry.standard.named("no such operator") == nil)
    }

    // MARK: - A suite that would notice

    @Test func `a stage that answers twice stops the process`() async {
        await #expect(processExitsWith: .failure) {
            let test = try TestScenario.source(3).stage(Misbehaving(fault: .answersTwice))
            let backend = try StepwiseBackend(test)
            var generator = SeededGenerator(seed: 1)
            backend.finish(using: &generator)
        }
    }

    @Test func `a stage that loses a sample is noticed`() throws {
        let test = try TestScenario.source(Self.samples).stage(Misbehaving(fault: .losesOne))
        let backend = try StepwiseBackend(test)
        var generator = SeededGenerator(seed: 1)
        backend.finish(using: &generator)
        #expect(throws: Violation.self) { try conservation(backend.received[0], of: everything, in: test) }
        // Not even an operator that may leave samples out may leave out others than it says.
        for selecting in [try Take(parameters: ["count": .count(23)]), try Skip(parameters: ["count": .count(1)])]
            as [any Operator]
        {
            #expect(throws: Violation.self) { try conservation(backend.received[0], of: selecting, in: test) }
        }
    }

    @Test func `a stage that doubles a sample is noticed`() throws {
        let test = try TestScenario.source(Self.samples).stage(Misbehaving(fault: .doublesOne))
        let backend = try StepwiseBackend(test)
        var generator = SeededGenerator(seed: 1)
        backend.finish(using: &generator)
        #expect(throws: Violation.self) { try conservation(backend.received[0], of: everything, in: test) }
        let filter = try Filter(parameters: ["keep": .quantity(0.5)])
        #expect(throws: Violation.self) { try conservation(backend.received[0], of: filter, in: test) }
    }
}

// MARK: - Checks

extension OperatorContractTests {
    /// What is wrong with what was delivered.
    struct Violation: Error, CustomStringConvertible { var description: String }

    /// The operator in its surroundings, or nil where it cannot stand there.
    private func scenario(
        _ contract: ContractCase, _ surroundings: Surroundings, epochs: Int, steps: Int? = nil
    ) throws -> TestScenario? {
        let tested = try contract.make()
        let source = try TestScenario.source(Self.samples, bytes: Double(Self.sampleBytes))
        var test = tested is Source ? TestScenario().stage(tested) : source
        if tested.takes == .sample {
            if surroundings == .threads { test = try test.stage(Map.self, ["parallelism": .count(3)], name: "before") }
            if surroundings == .callers { test = try test.stage(Map.self, [:], name: "before") }
        }
        if !(tested is Source) { test = test.stage(tested, name: "tested") }
        if tested.placementProblem(upstream: [], downstream: [try Prefetch(parameters: ["buffer": .count(2)])]) == nil {
            if surroundings == .threads { test = try test.stage(Prefetch.self, ["buffer": .count(2)], name: "after") }
            if surroundings == .callers { test = try test.stage(Map.self, [:], name: "after") }
        }
        return test.train(epochs: epochs, steps: steps)
    }

    private var everything: any Operator { Misbehaving(fault: .losesOne) }

    private func checkConservation(_ elements: [Element], of tested: any Operator, in test: TestScenario, epoch: Int)
        throws
    {
        do { try conservation(elements, of: tested, in: test, epoch: epoch) } catch {
            Issue.record("epoch \(epoch): \(error)")
        }
    }

    /// The samples that an operator lets through of those that come in, in order; nil when chance decides.
    private func selection(of tested: any Operator, epoch: Int = 0) -> [Int64]? {
        let samples = Array(0..<Int64(Self.samples))
        switch tested {
        case let filter as Filter: return filter.keep < 1 ? nil : samples
        case let take as Take: return Array(samples.prefix(Int(take.count)))
        case let skip as Skip:
            return epoch > 0 && skip.acts == .once ? samples : Array(samples.dropFirst(Int(skip.count)))
        case let shard as Shard:
            guard let share = shard.share else { return samples }
            return samples.filter { $0 / shard.block % share.count == share.index }
        default: return samples
        }
    }

    /// As many elements as announced, made of every selected sample equally often; only a tail shorter than an element
    /// may lack.
    private func conservation(
        _ elements: [Element], of tested: any Operator, in test: TestScenario, epoch: Int = 0
    ) throws(Violation) {
        guard let pipeline = try? test.pipeline() else { throw Violation(description: "not a pipeline") }
        let cardinality = pipeline.cardinalities(ofFirstEpoch: epoch == 0)[pipeline.stages.count]
        if case .finite(let expected) = cardinality, expected != elements.count {
            throw Violation(description: "\(elements.count) elements instead of \(expected)")
        }
        guard elements.allSatisfy({ $0.samples > 0 }) else { throw Violation(description: "an element is empty") }
        guard let selection = selection(of: tested, epoch: epoch) else {
            let samples = elements.map(\.sample)
            guard Set(samples).count == samples.count, Set(samples).isStrictSubset(of: 0..<Int64(Self.samples)) else {
                throw Violation(description: "the samples are not a part of those that came in")
            }
            return
        }
        let total = elements.reduce(0) { $0 + Int($1.samples) }
        let largest = elements.map { Int($0.samples) }.max() ?? 1
        let missing = (selection.count - total % selection.count) % selection.count
        guard missing < largest else { throw Violation(description: "\(missing) samples are missing") }
        let digest = (0..<total).reduce(0) { $0 &+ Element.digest(of: selection[$1 % selection.count]) }
        guard elements.reduce(0, { $0 &+ $1.digest }) == digest else {
            throw Violation(description: "the samples are not those that came in")
        }
    }

    /// Each pass goes up through the samples that are let through.
    private func checkOrder(_ elements: [Element], of tested: any Operator, epoch: Int) {
        guard let selection = selection(of: tested, epoch: epoch) else {
            return #expect(zip(elements, elements.dropFirst()).allSatisfy { $0.sample < $1.sample })
        }
        var position = 0
        for element in elements {
            #expect(element.sample == selection[position])
            position = (position + Int(element.samples)) % selection.count
        }
    }
}
