/// How many calls an operator may have at a time, and who decides.
public enum Parallelism: Sendable, Equatable {
    /// One, in the consumer's thread.
    case sequential
    /// This number of calls, in threads of its own.
    case fixed(Int)
    /// In threads of its own, as many as automatic tuning gives it while it runs.
    case automatic

    /// What a parameter accepts that is decoded into a parallelism: a count, `none`, `auto`.
    public static let parameterKind = Parameter.Kind.countOrWord(1...65536, words: ["none", "auto"])

    /// The value of a parameter of the kind `parameterKind`; sequential when it is absent.
    public init(_ values: ParameterValues, _ name: String = "parallelism") {
        if let count = values.optionalCount(name) {
            self = .fixed(count)
        } else {
            self = values.has(name) && values.word(name) == "auto" ? .automatic : .sequential
        }
    }

    /// Calls at a time as far as they are known before the run, or nil when tuning decides.
    public var count: Int? {
        switch self {
        case .sequential: 1
        case .fixed(let count): count
        case .automatic: nil
        }
    }

    /// Calls at a time with which a stage in these surroundings begins each epoch.
    ///
    /// - Parameters:
    ///   - context: what the stage knows of its surroundings.
    ///   - limit: the most that tuning may give it.
    public func initial(in context: StageContext, limit: Int) -> Int {
        count ?? min(context.initialParallelism, limit)
    }
}

extension Parallelism: ExpressibleByIntegerLiteral {
    /// A number written where a parallelism is expected is that of the calls, as in scenario files.
    public init(integerLiteral value: Int) { self = .fixed(value) }

    /// What a scenario file writes for it.
    var parameterValue: ParameterValue {
        switch self {
        case .sequential: .word("none")
        case .fixed(let count): .count(count)
        case .automatic: .word("auto")
        }
    }
}

/// What keeps an operator from doing more work at a time when only its `parallelismParameter` is raised.
public enum ParallelismLimit: Sendable, Equatable {
    /// Another parameter, which has to be raised with it.
    case parameter(String)
    /// The files that come in, each of which one worker or call reads.
    case files
}
