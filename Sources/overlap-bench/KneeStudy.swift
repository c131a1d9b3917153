import Experiments
import Foundation
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// How often `overlap knee` finds the exact answer: two stations with exponential times, whose rate is known for each buffer.
struct KneeStudy {
    /// Mean time of the step ÷ that of loading.
    var ratio: Double
    /// Searches, each with a seed of its own.
    var seeds = 200
    /// Steps of a replication.
    var steps = 12_000

    /// What searches found.
    struct Tally {
        var exact = 0
        /// The answer or the value after it, as `between 22 and 23`.
        var nextToIt = 0
        /// Wider ranges that hold the answer.
        var holding = 0
        var notResolved = 0
        var below = 0
        var above = 0
        var replications = 0
        var searches = 0

        mutating func add(_ knee: Knee, answer: Int) {
            searches += 1
            replications += knee.series.values.reduce(0) { $0 + $1.reports.count }
            switch knee.answer {
            case .exact(let found):
                if found == answer { exact += 1 } else if found < answer { below += 1 } else { above += 1 }
            case .between(let range):
                if range.upperBound < answer {
                    below += 1
                } else if range.lowerBound > answer {
                    above += 1
                } else if range == answer...(answer + 1) {
                    nextToIt += 1
                } else {
                    holding += 1
                }
            case .notResolved, .onlyRuns, .noFigure, nil: notResolved += 1
            }
        }
    }

    /// The fewest places within 1 %, by the formula.
    var answer: Int {
        TwoStationLine(producer: (1, 1), consumer: (ratio, ratio * ratio))?.fewestPlaces(within: 0.01) ?? 0
    }

    /// Searches with all seeds, some at a time.
    func tally() async throws -> Tally {
        let answer = answer
        return try await withThrowingTaskGroup(of: Knee.self) { group in
            var (next, total) = (1, Tally())
            func startNext() throws {
                guard next <= seeds else { return }
                var knee = try search(seed: next)
                next += 1
                group.addTask {
                    try await knee.find(threads: 1)
                    return knee
                }
            }
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { try startNext() }
            while let knee = try await group.next() {
                total.add(knee, answer: answer)
                if total.searches.isMultiple(of: 20) { FileHandle.standardError.write(Data("\(total)\n".utf8)) }
                try startNext()
            }
            return total
        }
    }

    /// `overlap knee` as it is asked for: 0 to 1,024 places, 1 %, 95 %, at most 200 replications.
    private func search(seed: Int) throws -> Knee {
        let file = try ScenarioFile(
            text: """
                overlap: 1
                platform: {disk: {latency: {exponential: 1 ms}, queueDepth: 1}}
                pipeline: [source: \(steps), prefetch: 1]
                train: {step: {exponential: \(ratio) ms}}
                run: {seed: \(seed)}
                """, name: "line", directory: ".")
        let grid = try SweepGrid(arguments: ["prefetch.buffer=0..1024"])
        let points = try grid.points(variants: ["base"]) { variant, changes throws(ScenarioFileError) in
            try file.scenario(variant: variant, overrides: changes)
        }
        return Knee(grid.axes[0], points: points)
    }
}

/// Prints the table that `Benchmarks/knee.md` keeps.
///
/// - Parameters:
///   - seeds: searches of each line.
///   - chosen: the ratio of the only line that is studied; nil for all.
///   - steps: of a replication.
func printKneeStudy(seeds: Int, line chosen: String? = nil, steps: Int = 12_000) async throws {
    let lines = [("0.7", 0.7), ("1/0.7", 1 / 0.7), ("0.8", 0.8), ("1/0.8", 1 / 0.8), ("0.9", 0.9)]
    print(
        "| ρ | searches | answer | exact | it or the next | wider range | not resolved | below it | above it | replications |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for (name, ratio) in lines where chosen == nil || chosen == name {
        let study = KneeStudy(ratio: ratio, seeds: seeds, steps: steps)
        let tally = try await study.tally()
        let counts = [
            tally.exact, tally.nextToIt, tally.holding, tally.notResolved, tally.below, tally.above,
            tally.replications / seeds,
        ]
        print("| \(name) | \(seeds) | \(study.answer) | \(counts.map(String.init).joined(separator: " | ")) |")
    }
}
