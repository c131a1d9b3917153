import Pipelines

/// A scenario's options in the terms of `tf.data.Options`.
struct TFDataOptionsCode {
    let options: ExecutionOptions
    let platform: Platform

    /// The function that makes them.
    var lines: [String] {
        [
            "def options() -> tf.data.Options:",
            "    \"\"\"How TensorFlow runs the pipeline.\"\"\"",
            "    result = tf.data.Options()",
        ] + settings.map { "    result.\($0.0) = \($0.1)" } + ["    return result"]
    }

    private var settings: [(String, String)] {
        var settings = [("threading.private_threadpool_size", "\(platform.cpu.workers)")]
        if options.rewrites == .none {
            settings.append(("experimental_optimization.apply_default_optimizations", "False"))
        }
        if options.rewrites == .none || options.autotune == .off {
            settings.append(("experimental_optimization.inject_prefetch", "False"))
        }
        settings.append(("autotune.enabled", options.autotune == .off ? "False" : "True"))
        guard options.autotune != .off else { return settings }
        if let name = algorithm {
            settings.append(
                ("autotune.autotune_algorithm", "tf.data.experimental.AutotuneAlgorithm.\(name)"))
        }
        if let budget = options.cpuBudget { settings.append(("autotune.cpu_budget", "\(budget)")) }
        settings.append(("autotune.initial_parallelism", "\(options.initialParallelism)"))
        if let bytes = options.ramBudgetBytes {
            settings.append(("autotune.ram_budget", PythonNumber.count(Int64(bytes))))
        }
        return settings
    }

    /// Nil for TensorFlow's default.
    private var algorithm: String? {
        switch options.autotune {
        case .off, .maximum: nil
        case .hillClimb: "HILL_CLIMB"
        case .gradientDescent: "GRADIENT_DESCENT"
        case .stageBased: "STAGE_BASED"
        }
    }
}
