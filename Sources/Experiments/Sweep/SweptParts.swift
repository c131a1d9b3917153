import Foundation
package import Pipelines
package import ScenarioFiles
import Variates

/// What of a variant a curve can be drawn against: the places of its buffer, its calls at a time, the variability of its work.
///
/// They are found by what operators declare, not by their names; what a pipeline does not have is nil.
package struct SweptParts: Sendable {
    /// The variant as it is.
    package let scenario: Scenario
    /// The places of the last stage that has a buffer: the one that feeds the training loop.
    package let buffer: Setting?
    /// How many calls or worker processes the stage with the most work for a step has at a time.
    package let calls: Setting?
    /// The time whose variability moves a step the most: that of many small pieces of work evens out.
    package let work: Setting?

    /// - Parameters:
    ///   - file: the scenario file.
    ///   - variant: one of its variants.
    ///   - overrides: changes made after those of the variant.
    /// - Throws: when the variant cannot be decoded with these changes.
    package init(
        _ file: ScenarioFile, variant: String, overrides: [Override] = []
    ) throws(ScenarioFileError) {
        func setting(_ path: String) throws(ScenarioFileError) -> Setting? {
            try file.setting(path, variant: variant, overrides: overrides)
        }
        scenario = try file.scenario(variant: variant, overrides: overrides)
        let pipeline = scenario.pipeline
        let flow = PipelineFlow(pipeline, on: scenario.platform)
        let buffers = flow.stages.compactMap { stage in
            stage.operator.bufferParameter.map { pipeline.path(to: $0, of: stage) }
        }
        buffer = try buffers.last.map { path throws(ScenarioFileError) in try setting(path) } ?? nil
        let callers = zip(flow.stages, flow.seconds).compactMap { stage, seconds in
            stage.operator.parallelismParameter.map { (path: pipeline.path(to: $0, of: stage), seconds: seconds) }
        }
        let busiest = callers.max { $0.seconds < $1.seconds }
        calls = try busiest.map { caller throws(ScenarioFileError) in try setting(caller.path) } ?? nil
        let path = Self.leastEven(flow, pipeline.training) { name, time in
            try? file.settings(variant: variant, overrides: overrides).first {
                $0.path.hasPrefix("\(pipeline.address(of: name)).") && $0.value == .distribution(time)
            }?.path
        }
        work = try path.map { path throws(ScenarioFileError) in try setting(path) } ?? nil
    }

    /// Where the time is that moves a step the most for a given variability: mean × √(pieces of work for a step).
    ///
    /// Sums of n independent times vary by √n times one of them (the variance of a sum).
    private static func leastEven(
        _ flow: PipelineFlow, _ training: TrainingLoop, path: (String, Distribution) -> String?
    ) -> String? {
        var all: [(path: String, spread: Double)] = []
        for (index, stage) in flow.stages.enumerated() {
            guard let time = stage.operator.serviceTime?.secondsPerElement, time.mean > 0, time.mean.isFinite,
                let path = path(stage.name, time)
            else { continue }
            all.append((path, time.mean * flow.calls[index].squareRoot()))
        }
        if training.step.mean > 0, training.step.mean.isFinite, let path = path(TrainingLoop.name, training.step) {
            all.append((path, training.step.mean))
        }
        return all.max { $0.spread < $1.spread }?.path
    }
}

extension Setting {
    /// Log-normal times of the same mean, as `--vary` takes them, with coefficients of variation.
    ///
    /// - Parameter variabilities: standard deviation ÷ mean of each; 0 makes all times the mean.
    /// - Returns: nil for what is no distribution with a mean above 0.
    package func logNormals(ofVariabilities variabilities: [Double]) -> [String]? {
        guard case .distribution(let distribution)? = value, distribution.mean > 0, distribution.mean.isFinite,
            // To twelve digits: what the mean of a measured distribution ends with says nothing.
            let mean = Double(String(format: "%.12g", distribution.mean)),
            let constant = try? changed(to: .distribution(.constant(mean))).value
        else { return nil }
        return variabilities.map { cv in
            cv == 0 ? constant : "{lognormal: {mean: \(constant), cv: \(String(format: "%g", cv))}}"
        }
    }
}
