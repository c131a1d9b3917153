import Pipelines

/// What stages add to a program of whatever framework: values with names, functions, and what the simulator assumes.
struct ProgramParts {
    /// Statements that give names to values, in order.
    private(set) var constants: [[String]] = []
    /// Functions, in order.
    private(set) var functions: [[String]] = []
    /// What the simulator assumes that the program does not do.
    private(set) var assumptions: [String] = []
    private var names: PythonNames
    private var locks: [String: String] = [:]

    /// - Parameter reserved: names that the program uses itself.
    init(reserved: Set<String>) {
        names = PythonNames(reserved: reserved.union(TrainingFunctions.names))
    }

    /// The name of a function that stands for a stage's own.
    mutating func name(for stage: String, prefix: String = "", suffix: String = "") -> String {
        names.name(for: stage, prefix: prefix, suffix: suffix)
    }

    /// Adds a statement that gives a name to a value, once.
    mutating func add(constant: [String]) {
        if !constants.contains(constant) { constants.append(constant) }
    }

    /// Adds a function.
    mutating func add(function: [String]) { functions.append(function) }

    /// Adds what the simulator assumes, once.
    mutating func assume(_ text: String) {
        if !assumptions.contains(text) { assumptions.append(text) }
    }

    /// The lock of a scenario as a variable of the program, with the share of a call that holds it; each process has its
    /// own.
    mutating func lock(_ lock: CallLock?) -> (variable: String, share: Double)? {
        guard let lock else { return nil }
        if let variable = locks[lock.name] { return (variable, lock.share) }
        let variable = name(for: lock.name, suffix: "_lock")
        locks[lock.name] = variable
        constants.append(["\(variable) = threading.Lock()"])
        return (variable, lock.share)
    }
}
