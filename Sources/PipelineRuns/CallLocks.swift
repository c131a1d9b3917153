import DiscreteEvent
package import Pipelines

/// The locks of a run: which of them the calls of a stage hold, and for which part of their time.
///
/// Each process has locks of its own: an accelerator's pipeline, whose stages share those of one name, and each worker
/// of a `dataLoader`.
package struct CallLocks: Sendable {
    /// What a stage does with a lock.
    private struct Use {
        /// Its number in an accelerator's pipeline, of the stage's first process.
        var first: Int
        var share: Double
        var handOverNanoseconds: Int64
    }

    /// The locks of one name, over all processes and accelerators.
    package struct Group: Sendable, Equatable {
        /// What the scenario calls them.
        package let name: String
        /// Their numbers in each accelerator's pipeline.
        package fileprivate(set) var numbers: [Int]
    }

    /// One for each name, in the order of the stages.
    package private(set) var groups: [Group] = []
    /// Locks of one accelerator's pipeline.
    package private(set) var countPerRank = 0
    private let stages: [Pipeline.NamedStage]
    private var uses: [Use?] = []

    package init(_ pipeline: Pipeline) {
        stages = pipeline.stages
        var shared: [String: Int] = [:]
        for stage in stages {
            guard let lock = stage.operator.lock else {
                uses.append(nil)
                continue
            }
            let isShared = !stage.operator.usesWorkerProcesses || !stage.operator.isAsynchronous
            let known = isShared ? shared[lock.name] : nil
            let first = known ?? countPerRank
            if known == nil {
                add(lock.name, first..<first + stage.operator.processes)
                if isShared { shared[lock.name] = first }
            }
            let handOver = SimulationTime.countedNanoseconds(inSeconds: lock.handOverSeconds)
            uses.append(Use(first: first, share: lock.share, handOverNanoseconds: handOver))
        }
    }

    private mutating func add(_ name: String, _ numbers: Range<Int>) {
        countPerRank = numbers.upperBound
        if let group = groups.firstIndex(where: { $0.name == name }) {
            groups[group].numbers += numbers
        } else {
            groups.append(Group(name: name, numbers: Array(numbers)))
        }
    }

    /// The sum of something over the locks of each name.
    ///
    /// - Parameters:
    ///   - ranks: accelerators.
    ///   - nanoseconds: of a lock, by its number over all accelerators.
    package func sums(ranks: Int, _ nanoseconds: (Int) -> Double) -> LockTimes {
        var sums = LockTimes(repeating: 0)
        for (index, group) in groups.enumerated() {
            for rank in 0..<ranks {
                for number in group.numbers { sums[index] += nanoseconds(rank * countPerRank + number) }
            }
        }
        return sums
    }

    /// Whether no stage names a lock.
    package var isEmpty: Bool { groups.isEmpty }

    /// The lock that a call holds, over all accelerators; nil where it holds none.
    package func number(for work: Work, rank: Int) -> Int? {
        let stage = Int(work.stage)
        guard stage < uses.count, let use = uses[stage], work.isCall else { return nil }
        return rank * countPerRank + use.first + stages[stage].operator.process(ofToken: work.token)
    }

    /// The part of a call's time (ns) during which it holds the lock.
    ///
    /// None of `SimulationTime.outOfRange`, which is refused as the whole that it is.
    package func heldNanoseconds(of nanoseconds: Int64, stage: Int32) -> Int64 {
        guard let use = uses[Int(stage)], nanoseconds != SimulationTime.outOfRange else { return 0 }
        // Never more than all of it, where a `Double` is coarser than a nanosecond.
        let held = (Double(nanoseconds) * use.share).rounded()
        return held < Double(nanoseconds) ? Int64(held) : nanoseconds
    }

    /// What it takes to pass the lock to a call of a stage that has waited for it (ns).
    package func handOverNanoseconds(stage: Int32) -> Int64 { uses[Int(stage)]?.handOverNanoseconds ?? 0 }
}

extension Work {
    /// Whether it is a call of its stage's function.
    fileprivate var isCall: Bool {
        let kind = place.kind
        return (kind.thread == .worker || kind.thread == .own) && !kind.passesOn
    }
}
