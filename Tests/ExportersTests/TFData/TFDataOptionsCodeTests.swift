import Exporters
import Testing

@Suite struct TFDataOptionsCodeTests {
    @Test func `the pipeline runs as written, unless rewrites are asked for`() throws {
        let written = try ExportedText.tfdata("[source: 10]", platform: "{cpu: {cores: 4, workers: 6}}")
        #expect(written.has("result.threading.private_threadpool_size = 6"))
        #expect(written.has("result.experimental_optimization.apply_default_optimizations = False"))
        #expect(written.has("result.experimental_optimization.inject_prefetch = False"))
        let rewritten = try ExportedText.tfdata("[source: 10]", options: "{rewrites: tensorflow}")
        #expect(!rewritten.contains("experimental_optimization"))
    }

    @Test(arguments: [
        ("hillClimb", "HILL_CLIMB"), ("gradientDescent", "GRADIENT_DESCENT"), ("stageBased", "STAGE_BASED"),
    ])
    func `the tuner is named`(algorithm: String, name: String) throws {
        let text = try ExportedText.tfdata(
            "[source: 10]",
            options: "{autotune: \(algorithm), cpuBudget: 3, initialParallelism: 2, ramBudget: 1 MB}")
        #expect(
            text.has(
                """
                result.autotune.enabled = True
                result.autotune.autotune_algorithm = tf.data.experimental.AutotuneAlgorithm.\(name)
                result.autotune.cpu_budget = 3
                result.autotune.initial_parallelism = 2
                result.autotune.ram_budget = 1_000_000
                """))
    }

    @Test func `a tuner that is off has no settings`() throws {
        let text = try ExportedText.tfdata("[source: 10]", options: "{autotune: off}")
        #expect(text.has("result.autotune.enabled = False\nreturn result"))
    }
}
