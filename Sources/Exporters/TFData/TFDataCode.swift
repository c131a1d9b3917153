import Pipelines

/// The parts of a program in tf.data that stages add to.
package struct TFDataCode {
    /// The hardware that the pipeline runs on.
    let platform: Platform
    /// What lies in storage, and how it is delivered.
    let stored: StoredFiles
    /// What random orders begin with.
    let seed: UInt64
    /// The function that makes the dataset.
    private(set) var lines: [String] = []
    /// What the dataset is made of beside its calls.
    var parts = ProgramParts(reserved: Self.reserved)

    private static let reserved: Set<String> = [
        "np", "tf", "bisect", "itertools", "os", "random", "tempfile", "threading", "time", "input_pipeline", "options",
        "in_python", "open_file", "dataset", "samples", "samples_of", "position_in_file", "order", "call", "element",
        "result",
    ]

    init(_ scenario: Scenario) {
        platform = scenario.platform
        seed = ProgramSeed.of(scenario)
        stored = scenario.pipeline.files ?? scenario.pipeline.storedFiles
    }

    /// Says which stage the next calls are.
    mutating func begin(_ stage: ExportedStage, _ remark: String? = nil) {
        lines += PythonLayout.paragraph(
            "\(stage.name)\(remark.map { ": \($0)" } ?? "")", first: "    # ", rest: "    #   ")
    }

    /// Begins the dataset.
    mutating func start(_ head: String, _ arguments: [String]) {
        lines += PythonLayout.call("dataset = \(head)", arguments, indent: 4)
    }

    /// Adds a call to the dataset.
    mutating func call(_ method: String, _ arguments: [String] = []) {
        lines += PythonLayout.call("dataset = dataset.\(method)", arguments, indent: 4)
    }

    /// A function of an element that a stage calls, in the place of the user's own.
    ///
    /// - Returns: its name.
    mutating func addFunction(
        of stage: ExportedStage, _ service: ServiceTime, use: Map.Use, lock: CallLock? = nil,
        outputBytes: Int64? = nil
    ) -> String {
        let name = parts.name(for: stage.name)
        var function = PythonFunction(
            name: name, parameters: "\(stage.unit): np.ndarray", result: "np.ndarray",
            summary: "Stage `\(stage.name)`. Put your own here.",
            duration: PythonDuration(
                service.secondsPerElement, perByte: service.secondsPerByte, bytes: stage.upstream.bytes),
            statements: ["return \(stage.unit)"])
        function.addUse(use, outputBytes: outputBytes.map { Double($0) * stage.upstream.samples })
        function.lock = parts.lock(lock)
        parts.add(function: function.lines)
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
    static func buffer(_ count: Int?) -> String {
        count.map { PythonNumber.count(Int64($0)) } ?? "tf.data.AUTOTUNE"
    }
}
