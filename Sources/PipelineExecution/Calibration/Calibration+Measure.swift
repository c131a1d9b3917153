import Measurements
import PipelineRuns
package import Pipelines
import Variates

extension Calibration {
    /// Durations at which costs are measured, in seconds.
    static let durations = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03]
    /// Time for each point of a curve, in seconds, and the least and the most calls in it.
    static let secondsPerPoint = 0.4
    /// The same for steps, on whose cost most predictions depend.
    static let secondsOfSteps = 0.8
    private static let calls = 24...200
    /// The longest time for which the training loop is blocked, in seconds.
    static let longestBlocking = 0.01

    /// Measures this machine with what a scenario needs, in some seconds.
    ///
    /// - Parameters:
    ///   - settings: how the scenario will be executed.
    ///   - known: what calibrations of the machine with other scenarios say of this one.
    ///   - progress: called with what is measured next, and the share that is done; false stops it.
    /// - Throws: `stopped`, or what an execution throws.
    package init(
        _ scenario: Scenario, _ settings: ExecutionSettings, knowing known: KnownCosts? = nil,
        progress: (String, Double) -> Bool = { _, _ in true }
    ) throws(ExecutionError) {
        var settings = settings
        settings.replication = 0
        let run = StageRun(scenario, settings)
        if case .allButReadCache(let calibration)? = known {
            self = calibration
            if !progress("reads of what is kept", 0) { throw .stopped }
            readCache = try ReadCacheCalibration(scenario, settings, run)
            return
        }
        // Steps and reads are to find the cores busy for as long as they are told, whatever computes there.
        let company = StageRun(scenario, settings.spinning)
        let surroundings = Surroundings(scenario.pipeline)
        func next(_ what: String, _ share: Double) throws(ExecutionError) {
            if !progress(what, share) { throw .stopped }
        }
        if case .calls(let calibration)? = known {
            (wait, compute, copy) = (calibration.wait, calibration.compute, calibration.copy)
        } else {
            try next("functions that wait", 0)
            wait = try Self.callCost(.wait, 1, run)
            try next("functions that compute", 0.2)
            compute = try Self.callCost(
                .core, surroundings.computingCalls(cores: scenario.platform.cpu.cores), run)
            try next("copies", 0.4)
            copy = try CopyCalibration(scenario, settings)
        }
        try next("steps", 0.5)
        launchSeconds = try Self.stepCost(scenario, surroundings, copy, company)
        try next("waking up", 0.6)
        wakeUp = try Self.wakeUpCost(scenario, launchSeconds, wait, run)
        try next("reads", 0.75)
        disk = try DiskCalibration(scenario, surroundings, settings, company)
        readCache = try ReadCacheCalibration(scenario, settings, run)
        try next("stages", 0.9)
        stages = try Self.stageTimes(scenario, run)
    }

    static func count(_ seconds: Double, in total: Double = secondsPerPoint) -> Int {
        // Of a duration that is next to nothing there would be more than an integer holds.
        let affordable = min(total / seconds, Double(calls.upperBound))
        return max(Int(affordable), calls.lowerBound) + StageRun.warmUp
    }

    /// Beyond the duration of a call, by that duration: calls limit a pipeline whose steps are half as long.
    ///
    /// - Parameter calls: how many at a time: two cores may share what computes, and then both are slower.
    private static func callCost(
        _ use: Map.Use, _ calls: Int, _ run: StageRun
    ) throws(ExecutionError) -> PiecewiseLinear {
        var points: [PiecewiseLinear.Point] = []
        for seconds in durations {
            let elements = count(seconds / Double(calls))
            let work = try run.work(
                of: 1,
                in: [run.emptySource(elements), run.map(use, seconds: seconds, parallelism: calls), run.buffer(2)],
                training: run.training(stepSeconds: seconds / Double(2 * calls), steps: elements))
            points.append(.init(x: seconds, y: max(0, Double(calls) * work.meanPeriodSeconds - seconds)))
        }
        return PiecewiseLinear(points: points) ?? PiecewiseLinear(constant: 0)
    }

    /// Beyond the duration of a step and the copy before it: steps limit a pipeline of the scenario's reads and
    /// functions.
    private static func stepCost(
        _ scenario: Scenario, _ surroundings: Surroundings, _ copy: CopyCalibration?, _ run: StageRun
    ) throws(ExecutionError) -> Double {
        let step = scenario.stepSeconds
        let usesDevice = scenario.pipeline.training.device == .gpu
        var steps = count(step, in: secondsOfSteps)
        var source = try run.emptySource(steps)
        if let samples = run.settings.samples, let alone = scenario.pipeline.sourceAlone {
            source = alone
            steps = Int(min(Int64(steps), samples.directory.dataSet.samples))
        }
        let stages = try surroundings.stagesThatKeepUp(source, run.buffer(4), cores: scenario.platform.cpu.cores)
        let work = try run.work(
            of: stages.count, in: stages, training: run.training(stepSeconds: step, steps: steps),
            usesDevice: usesDevice
        ).steps
        let bytes = work.reduce(0) { $0 + Double($1.work.element.bytes) } / Double(max(1, work.count))
        let copying = usesDevice ? copy?.whole.seconds(bytes) ?? 0 : 0
        return max(0, work.meanPeriodSeconds - step - copying)
    }

    /// What taking turns costs more than a call and a step by themselves: the loop's thread must wake up.
    ///
    /// - Parameters:
    ///   - launch: what a step costs by itself.
    ///   - wait: what a call costs by itself.
    private static func wakeUpCost(
        _ scenario: Scenario, _ launch: Double, _ wait: PiecewiseLinear, _ run: StageRun
    ) throws(ExecutionError) -> PiecewiseLinear {
        let step = scenario.stepSeconds
        var points = [PiecewiseLinear.Point(x: 0, y: 0)]
        for blocked in durations where blocked <= longestBlocking {
            let elements = count(step + blocked)
            let work = try run.work(
                of: 2, in: [run.emptySource(elements), run.map(.wait, seconds: blocked, parallelism: nil)],
                training: run.training(stepSeconds: step, steps: elements),
                usesDevice: scenario.pipeline.training.device == .gpu)
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

extension ExecutionSettings {
    /// Functions that compute spin.
    fileprivate var spinning: ExecutionSettings {
        var settings = self
        settings.body = .spin
        settings.bodies = [:]
        return settings
    }
}

extension Scenario {
    /// What a step is told to last, in the mean; not nothing, which no device does.
    var stepSeconds: Double { max(1e-5, pipeline.training.step.mean) }
}

extension Map {
    /// One call at a time.
    fileprivate var sequential: Map {
        var map = self
        map.parallelism = .sequential
        (map.requests, map.lock) = (nil, nil)
        return map
    }
}

extension [WorkRecord] {
    /// Those of training steps.
    var steps: [WorkRecord] { filter { $0.work.place.isStep } }

    /// From the end of one to the end of the next: the median over eighths of the run, of which other load disturbs
    /// some.
    var meanPeriodSeconds: Double {
        let ends = map(\.completedAt).sorted()
        let periods = zip(ends, ends.dropFirst()).map { 1e-9 * Double($1 - $0) }
        let length = Swift.max(1, periods.count / 8)
        let parts = stride(from: 0, through: periods.count - length, by: length).map {
            [Double](periods[$0...].prefix(length))
        }
        return parts.isEmpty ? 0 : parts.compactMap { $0.trimmedMean }.median
    }
}
