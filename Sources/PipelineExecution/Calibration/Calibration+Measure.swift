import PipelineSimulation
public import Pipelines
import Variates

extension Calibration {
    /// Durations at which costs are measured, in seconds.
    private static let durations = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03]
    /// Time for each point of a curve, in seconds, and the least and the most calls in it.
    private static let secondsPerPoint = 0.4
    private static let calls = 24...200

    /// Measures this machine with what a scenario needs, in some seconds.
    ///
    /// - Parameters:
    ///   - settings: how the scenario will be executed.
    ///   - progress: called with what is measured next, and the share that is done; false stops it.
    /// - Throws: `stopped`, or what an execution throws.
    public init(
        _ scenario: Scenario, _ settings: ExecutionSettings, progress: (String, Double) -> Bool = { _, _ in true }
    ) throws(ExecutionError) {
        var settings = settings
        settings.replication = 0
        let run = StageRun(scenario, settings)
        func next(_ what: String, _ share: Double) throws(ExecutionError) {
            if !progress(what, share) { throw .stopped }
        }
        try next("functions that wait", 0)
        wait = try Self.callCost(.wait, run)
        try next("functions that compute", 0.2)
        compute = try Self.callCost(.core, run)
        try next("steps", 0.4)
        let step = max(1e-5, scenario.pipeline.training.step.mean)
        let usesDevice = scenario.pipeline.training.device == .gpu
        launchSeconds = try Self.stepCost(step, run, usesDevice)
        try next("waking up", 0.5)
        wakeUp = try Self.wakeUpCost(step, launchSeconds, wait, run, usesDevice)
        try next("reads", 0.7)
        disk = try DiskCalibration(scenario, settings, run)
        try next("copies", 0.85)
        copy = try CopyCalibration(scenario, settings)
        try next("stages", 0.9)
        stages = try Self.stageTimes(scenario, run)
    }

    private static func count(_ seconds: Double) -> Int {
        min(max(Int(secondsPerPoint / seconds), calls.lowerBound), calls.upperBound) + StageRun.warmUp
    }

    /// Beyond the duration of a call, by that duration: calls limit a pipeline whose steps are half as long.
    private static func callCost(_ use: Map.Use, _ run: StageRun) throws(ExecutionError) -> PiecewiseLinear {
        var points: [PiecewiseLinear.Point] = []
        for seconds in durations {
            let elements = count(seconds)
            let work = try run.work(
                of: 1, in: [run.emptySource(elements), run.map(use, seconds: seconds, parallelism: 1), run.buffer(2)],
                training: run.training(stepSeconds: seconds / 2, steps: elements))
            points.append(.init(x: seconds, y: max(0, work.meanPeriodSeconds - seconds)))
        }
        return PiecewiseLinear(points: points) ?? PiecewiseLinear(constant: 0)
    }

    /// Beyond the duration of a step: steps limit a pipeline whose calls are a quarter as long.
    private static func stepCost(
        _ step: Double, _ run: StageRun, _ usesDevice: Bool
    ) throws(ExecutionError) -> Double {
        let elements = count(step)
        let stages = [
            try run.emptySource(elements), try run.map(.wait, seconds: step / 4, parallelism: 2), try run.buffer(4),
        ]
        let work = try run.work(
            of: stages.count, in: stages, training: run.training(stepSeconds: step, steps: elements),
            usesDevice: usesDevice)
        return max(0, work.steps.meanPeriodSeconds - step)
    }

    /// What taking turns costs more than a call and a step by themselves: the loop's thread must wake up.
    ///
    /// - Parameters:
    ///   - launch: what a step costs by itself.
    ///   - wait: what a call costs by itself.
    private static func wakeUpCost(
        _ step: Double, _ launch: Double, _ wait: PiecewiseLinear, _ run: StageRun, _ usesDevice: Bool
    ) throws(ExecutionError) -> PiecewiseLinear {
        var points = [PiecewiseLinear.Point(x: 0, y: 0)]
        for blocked in durations where blocked <= 0.01 {
            let elements = count(step + blocked)
            let work = try run.work(
                of: 2, in: [run.emptySource(elements), run.map(.wait, seconds: blocked, parallelism: nil)],
                training: run.training(stepSeconds: step, steps: elements), usesDevice: usesDevice)
            let alone = blocked + wait(blocked) + step + launch
            points.append(.init(x: blocked, y: max(0, work.steps.meanPeriodSeconds - alone)))
        }
        return PiecewiseLinear(points: points) ?? PiecewiseLinear(constant: 0)
    }

    /// Each stage that computes or waits, alone with its own durations.
    private static func stageTimes(_ scenario: Scenario, _ run: StageRun) throws(ExecutionError) -> [StageTimes] {
        var measured: [StageTimes] = []
        for stage in scenario.pipeline.stages {
            guard let map = stage.operator as? Map, map.service.secondsPerElement.mean > 0 else { continue }
            let elements = count(map.service.secondsPerElement.mean)
            let work = try run.work(
                of: 1, in: [run.emptySource(elements), .init(name: stage.name, operator: map.sequential)],
                training: run.training(stepSeconds: 0, steps: elements))
            measured.append(
                StageTimes(
                    stage: stage.name, seconds: work.map { 1e-9 * Double($0.endedAt - $0.startedAt) },
                    drawnMeanSeconds: work.isEmpty
                        ? 0 : 1e-9 * work.reduce(0) { $0 + Double($1.drawnNanoseconds) } / Double(work.count)))
        }
        return measured
    }
}

extension Map {
    /// One call at a time.
    fileprivate var sequential: Map {
        var map = self
        map.parallelism = .sequential
        return map
    }
}

extension [WorkRecord] {
    /// Those of training steps.
    var steps: [WorkRecord] { filter { $0.work.place.isStep } }

    /// From the end of one to the end of the next, in the quietest quarter of the run: other load only ever slows it.
    var meanPeriodSeconds: Double {
        let ends = map(\.completedAt).sorted()
        let periods = zip(ends, ends.dropFirst()).map { 1e-9 * Double($1 - $0) }
        let length = Swift.max(1, periods.count / 4)
        let quarters = stride(from: 0, to: periods.count, by: length).map {
            [Double](periods[$0...].prefix(length))
        }
        return quarters.filter { $0.count == length }.compactMap { $0.trimmedMean }.min() ?? 0
    }
}
