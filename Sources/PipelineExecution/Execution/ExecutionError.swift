package import Pipelines

/// Why an execution could not be carried to its end.
package indirect enum ExecutionError: Error, Sendable, CustomStringConvertible {
    /// Work of a stage failed, on a sample or on a batch that begins with it.
    case failed(stage: String, sample: Int64, ExecutionError)
    /// A file could not be read or written.
    case data(DataError)
    /// A device refused something.
    case device(OpenCLError)
    /// The operating system gave no memory for a sample.
    case hostMemory(byteCount: Int)
    /// The machine has less memory than the pipeline holds.
    case notEnoughMemory(neededBytes: Int64, availableBytes: Int64)
    /// The operating system gave no thread.
    case threadRefused(reason: String)
    /// The bytes that reached the training step are not those that were read.
    case wrongChecksum(computed: UInt64, expected: UInt64)
    /// A computation over a sample's bytes did not give what it must.
    case wrongResult
    /// More accelerators than can be executed.
    case tooManyAccelerators(count: Int, limit: Int)
    /// A meeting of accelerators has a modelled cost, which nobody would pay here.
    case barrierOverhead
    /// The scenario's bytes are not in a data directory.
    case noData
    /// An accelerator would get no element, or a rewrite leaves no pipeline.
    case badPipeline(PipelineError)
    /// A duration is longer than the clock can count: the draw in seconds, where it is known.
    case durationOutOfRange(seconds: Double?)
    /// No work is left, and the run is not over.
    case deadlock(String)
    /// Somebody asked it to stop.
    case stopped

    /// Asks something of a device; what it refuses is this error's business.
    static func ofDevice<Answer: ~Copyable>(
        _ ask: () throws(OpenCLError) -> Answer
    ) throws(ExecutionError) -> Answer {
        do { return try ask() } catch { throw .device(error) }
    }

    /// What went wrong, without where.
    package var cause: ExecutionError {
        if case .failed(_, _, let cause) = self { cause.cause } else { self }
    }

    /// One sentence for the user.
    package var description: String {
        switch self {
        case .failed(let stage, let sample, let cause): "stage `\(stage)`, sample \(sample): \(cause)"
        case .data(let error): "\(error)"
        case .device(let error): "\(error)"
        case .hostMemory(let byteCount): "out of memory: \(byteCount) bytes could not be allocated"
        case .notEnoughMemory(let needed, let available):
            "the elements of the pipelines need \(needed) bytes of memory, but the machine has only \(available) available"
        case .threadRefused(let reason): "the operating system refuses to start a thread: \(reason)"
        case .wrongChecksum(let computed, let expected):
            "the bytes that arrived are not those that were read: their checksum is "
                + "\(String(computed, radix: 16)) instead of \(String(expected, radix: 16))"
        case .wrongResult: "a computation over the bytes of a sample gave a wrong result"
        case .tooManyAccelerators(let count, let limit):
            "the scenario has \(count) accelerators: at most \(limit) can be executed"
        case .barrierOverhead:
            "`platform.gpu.barrierOverhead` models a barrier across hosts, which is not executed: set it to 0"
        case .noData: "the samples have bytes, but no data directory was given"
        case .badPipeline(let error): "\(error)"
        case .durationOutOfRange(let seconds):
            "a duration of \(seconds.map { "\($0) s" } ?? "more than 146 years") is longer than the clock can count (146 "
                + "years): check the units"
        case .deadlock(let chain): "deadlock: \(chain)"
        case .stopped: "stopped"
        }
    }
}
