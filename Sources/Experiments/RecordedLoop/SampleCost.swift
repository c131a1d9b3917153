import PipelineRuns
public import PipelineSimulation
public import Pipelines
public import ScenarioFiles

/// The mean cost of a sample that nobody has measured, from the rate of the loop that somebody has.
///
/// Rates fall as the cost grows, so that the cost at which a loop is simulated at the recorded rate is found by
/// bisection.
public struct SampleCost: Sendable {
    /// What a rate says of the cost.
    public enum Finding: Sendable, Equatable {
        /// The loop waits for samples: this is their cost.
        case solved
        /// The loop is as fast as its steps allow: the cost is this at most, and may be anything below.
        case atMost
    }

    /// Why there is no cost.
    public enum Failure: Error, Sendable {
        /// The loop is slower than the rate even if samples cost nothing: it then makes this many steps per second.
        case tooFast(mostStepsPerSecond: Double)
        /// The scenario cannot be made.
        case file(ScenarioFileError)
        /// The scenario cannot be simulated, or the task was cancelled.
        case simulation(ReplicationError)
    }

    /// What the rate says.
    public let finding: Finding
    /// Seconds of one process for a sample, in the mean.
    public let seconds: Double
    /// Steps per second that are simulated with this cost.
    public let stepsPerSecond: Double

    /// Rates that differ by less than this share are not told apart: a rate that people read off has two digits.
    private static let likeRates = 0.02
    /// Nearer to the recorded rate than anybody reads it.
    private static let precision = 0.002
    private static let least = 1e-7

    /// Finds the cost.
    ///
    /// - Parameters:
    ///   - recorded: steps per second as recorded, start-up left out.
    ///   - scenario: the loop, with a mean cost in seconds.
    public init(
        stepsPerSecond recorded: Double, scenario: (Double) throws(ScenarioFileError) -> Scenario
    ) async throws(Failure) {
        func rate(_ seconds: Double) async throws(Failure) -> Double {
            let loop: Scenario
            do throws(ScenarioFileError) { loop = try scenario(seconds) } catch { throw .file(error) }
            do throws(ReplicationError) {
                return try await loop.simulated(.batchesPerSecond, replications: 2) ?? 0
            } catch {
                throw .simulation(error)
            }
        }
        let most = try await rate(Self.least)
        guard recorded <= most * (1 + Self.likeRates) else { throw .tooFast(mostStepsPerSecond: most) }
        let isOfSteps = recorded >= most * (1 - Self.likeRates)
        // Of a rate that the steps decide, the last cost that it bears.
        let wanted = isOfSteps ? most * (1 - Self.likeRates) : recorded
        var (low, high) = (Self.least, 1e-3)
        while try await rate(high) > wanted { (low, high) = (high, 4 * high) }
        var (seconds, simulated) = (low, most)
        while high / low > 1 + Self.precision / 4 {
            let middle = (low * high).squareRoot()
            (seconds, simulated) = (middle, try await rate(middle))
            if abs(simulated / wanted - 1) <= Self.precision { break }
            if simulated > wanted { low = middle } else { high = middle }
        }
        finding = isOfSteps ? .atMost : .solved
        self.seconds = seconds
        self.stepsPerSecond = simulated
    }
}
