import PipelineSimulation
import Pipelines
import Timelines

/// What automatic tuning chooses over time, and what is reached meanwhile, in the first replication's first epoch.
public struct TuningTrace: Sendable {
    /// A value and when it was chosen.
    public struct Choice: Sendable, Equatable {
        /// Seconds since the run began.
        public let seconds: Double
        /// Calls, or places.
        public let value: Int
    }

    /// What was chosen of each stage, from the first choice on; by the stage's name.
    public let choices: [String: [Choice]]
    /// A step that has ended.
    public struct Step: Sendable, Equatable {
        /// When, in seconds since the run began.
        public let endSeconds: Double
        /// What it was for.
        public let samples: Int64
    }

    /// Steps of the first accelerator, in the order of their ends.
    public let steps: [Step]
    /// Until when is recorded, in seconds.
    public let seconds: Double

    /// Simulates a part of a run.
    ///
    /// - Parameters:
    ///   - scenario: what runs.
    ///   - seconds: how long its first epoch takes, about; less is recorded where more than memory allows happens in it.
    init(_ scenario: Scenario, seconds: Double) throws(TuningError) {
        let timeline = try Self.timeline(scenario, until: max(1, Int64(1e9 * min(seconds, 9e9))))
        let lanes = timeline.lanes.filter { $0.group.isOfSteps && $0.group.accelerator == 0 }
        let ended = lanes.flatMap(\.spans).filter { $0.place.isStep && $0.activity == .work && $0.isFinished }
        let first = ended.filter { $0.epoch == 0 }
        // What comes after its last step belongs to the next epoch, which begins anew.
        let end = first.map(\.end).max() ?? timeline.window.upperBound
        var choices: [String: [Choice]] = [:]
        for track in timeline.tracks where track.accelerator == 0 {
            var chosen: [Choice] = []
            for state in track.states {
                guard state.hasBegun, state.nanoseconds < end, let limit = state.limit, limit != chosen.last?.value
                else { continue }
                chosen.append(Choice(seconds: 1e-9 * Double(state.nanoseconds), value: limit))
            }
            choices[track.name] = chosen
        }
        self.choices = choices
        steps = first.map { Step(endSeconds: 1e-9 * Double($0.end), samples: $0.samples) }
            .sorted { $0.endSeconds < $1.endSeconds }
        self.seconds = 1e-9 * Double(end)
    }

    private static func timeline(_ scenario: Scenario, until end: Int64) throws(TuningError) -> Timeline {
        do throws(TimelineSimulationError) {
            return try simulateTimeline(scenario, end: .time(end))
        } catch {
            switch error {
            case .timeline(.tooMuch(_, let reached)) where reached > 1 && reached < end:
                return try timeline(scenario, until: reached - 1)
            case .timeline(let error): throw .timeline(error)
            case .simulation(let error):
                throw .simulation(error)
            }
        }
    }
}
