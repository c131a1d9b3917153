import Pipelines

/// The parts of a program in tf.data that stages add to.
package struct TFDataCode {
    /// The hardware that the pipeline runs on.
    let platform: Platform
    /// What lies in storage, and how it is delivered.
    let stored: StoredFiles
    /// The function that makes the dataset.
    private(set) var lines: [String] = []
    /// Statements that give names to values.
    private(set) var constants: [[String]] = []
    /// Functions, in order.
    private(set) var functions: [[String]] = []
    /// What the simulator assumes that the program does not do.
    private(set) var assumptions: [String] = []
    private var names = PythonNames(reserved: Self.reserved)
    private var locks: [String: String] = [:]

    private static let reserved = TrainingFunctions.names.union([
        "tf", "np", "call", "element", "result", "dataset", "samples", "samples_of", "open_file", "position_in_file",
        "options",
        "in_python", "input_pipeline", "itertools", "random", "time", "threading", "order", "bisect", "os", "tempfile",
    ])

    init(_ scenario: Scenario) {
        platform = scenario.platform
        stored = scenario.pipeline.files ?? scenario.pipeline.storedFiles
    }

    /// The name of a function that stands for a stage's own.
    mutating func name(for stage: String, prefix: String = "", suffix: String = "") -> String {
        names.name(for: stage, prefix: prefix, suffix: suffix)
    }

    /// Says which stage the next calls are.
    mutating func begin(_ stage: ExportedStage, _ remark: String? = nil) {
        lines += PythonLayout.paragraph(
            "\(stage.name)\(remark.map { ": \($0)" } ?? "")", first: "    # ")
    }

    /// Begins the dataset.
    mutating func start(_ head: String, _ arguments: [String]) {
        lines += PythonLayout.call("dataset = \(head)", arguments, indent: 4)
    }

    /// Adds a call to the dataset.
    mutating func call(_ method: String, _ arguments: [String] = []) {
        lines += PythonLayout.call("dataset = dataset.\(method)", arguments, indent: 4)
    }

    /// Adds a statement that gives a name to a value.
    mutating func add(constant: [String]) { constants.append(constant) }

    /// Adds a function.
    mutating func add(function: [String]) { functions.append(function) }

    /// Adds what the simulator assumes.
    mutating func assume(_ text: String) { if !assumptions.contains(text) { assumptions.append(text) } }

    /// The lock of a scenario as a variable of the program, with the share of a call that holds it.
    mutating func lock(_ lock: CallLock?) -> (variable: String, share: Double)? {
        guard let lock else { return nil }
        if let variable = locks[lock.name] { return (variable, lock.share) }
        let variable = name(for: lock.name, suffix: "_lock")
        locks[lock.name] = variable
        constants.append(["\(variable) = threading.Lock()"])
        return (variable, lock.share)
    }

    /// A function of an element that a stage calls, in the place of the user's own.
    ///
    /// - Returns: its name.
    mutating func addFunction(
        of stage: ExportedStage, _ service: ServiceTime?, use: Map.Use, lock: CallLock? = nil, outputBytes: Int64? = nil
    ) -> String {
        let name = name(for: stage.name)
        var function = PythonFunction(
            name: name, parameters: "\(stage.unit): np.ndarray", result: "np.ndarray",
            summary: "Stage `\(stage.name)`. Put your own here.", statements: ["return \(stage.unit)"])
        if let service {
            function.duration = PythonDuration(
                service.secondsPerElement, perByte: service.secondsPerByte, bytes: stage.upstream.bytes)
        }
        function.addUse(use, outputBytes: outputBytes.map { Double($0) * stage.upstream.samples })
        function.lock = self.lock(lock)
        functions.append(function.lines)
        return name
    }

    /// How a tuned or fixed number of calls is written; nil for one in the caller's thread.
    static func calls(_ parallelism: Parallelism) -> String? {
        switch parallelism {
        case .sequential: nil
        case .fixed(let count): "\(count)"
        case .automatic: "tf.data.AUTOTUNE"
        }
    }

    /// The arguments of a call that may do several things at a time.
    static func arguments(_ parallelism: Parallelism, _ order: Map.Order) -> [String] {
        guard let calls = calls(parallelism) else { return [] }
        return ["num_parallel_calls=\(calls)", "deterministic=\(order == .ordered ? "True" : "False")"]
    }

    /// A number of elements, or the choice left to TensorFlow.
    static func buffer(_ count: Int?) -> String { count.map { PythonNumber.count(Int64($0)) } ?? "tf.data.AUTOTUNE" }
}
