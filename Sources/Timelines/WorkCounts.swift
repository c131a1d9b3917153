import Pipelines

/// Numbers the work of each stage, and each kind of the training loop's, on each accelerator.
struct WorkCounts: Sendable {
    private let stages: Int
    private var counts: [[Int64]]

    init(_ scenario: Scenario) {
        stages = scenario.pipeline.stages.count
        let kinds = stages + Work.Place.allCases.count
        counts = Array(repeating: Array(repeating: 0, count: kinds), count: scenario.platform.gpu.count)
    }

    /// How many pieces of its kind began before this one.
    mutating func next(_ work: Work, accelerator: Int) -> Int64 {
        let isOfLoop = Int(work.stage) == stages || work.place == .handOver
        let kind = isOfLoop ? stages + Int(work.place.rawValue) : Int(work.stage)
        counts[accelerator][kind] += 1
        return counts[accelerator][kind] - 1
    }
}
