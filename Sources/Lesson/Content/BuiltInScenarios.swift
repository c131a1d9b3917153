/// The scenarios that are part of the program: those of the lesson, and the ladder of optimisations, found by the path that
/// they have in the repository.
package enum BuiltInScenarios {
    /// Paths in `scenarios/` without the ending, with the texts.
    private static let texts: [(path: String, bytes: [UInt8])] = [
        ("lesson/1-pipelines", PackageResources.__pipelines_yaml),
        ("lesson/2-where-the-time-goes", PackageResources.__where_the_time_goes_yaml),
        ("lesson/3-prefetch", PackageResources.__prefetch_yaml),
        ("lesson/4-buffer-size", PackageResources.__buffer_size_yaml),
        ("lesson/4-uneven-times", PackageResources.__uneven_times_yaml),
        ("lesson/5-together", PackageResources.__together_yaml),
        ("lesson/5-order", PackageResources.__order_yaml),
        ("lesson/6-inside", PackageResources.__inside_yaml),
        ("lesson/6-calls", PackageResources.__calls_yaml),
        ("myths/prefetch-always-speeds-up", PackageResources.prefetch_always_speeds_up_yaml),
        ("myths/prefetch-is-a-cache", PackageResources.prefetch_is_a_cache_yaml),
        ("myths/prefetch-needs-a-gpu", PackageResources.prefetch_needs_a_gpu_yaml),
        ("myths/prefetch-needs-much-memory", PackageResources.prefetch_needs_much_memory_yaml),
        ("pitfalls/buffer-of-10000", PackageResources.buffer_of_10000_yaml),
        ("pitfalls/cache-too-early", PackageResources.cache_too_early_yaml),
        ("pitfalls/no-prefetch", PackageResources.no_prefetch_yaml),
        ("pitfalls/prefetch-too-early", PackageResources.prefetch_too_early_yaml),
        ("when-not/little-memory", PackageResources.little_memory_yaml),
        ("when-not/loading-is-fast", PackageResources.loading_is_fast_yaml),
        ("when-not/tiny-model", PackageResources.tiny_model_yaml),
        ("expert/autotune", PackageResources.autotune_yaml),
        ("expert/best-buffer", PackageResources.best_buffer_yaml),
        ("expert/eager-or-graph", PackageResources.eager_or_graph_yaml),
        ("expert/part-of-the-data", PackageResources.part_of_the_data_yaml),
        ("expert/shards-and-threads", PackageResources.shards_and_threads_yaml),
        ("ladder", PackageResources.ladder_yaml),
        ("cpu-training", PackageResources.cpu_training_yaml),
        ("loader-bound", PackageResources.loader_bound_yaml),
        ("production", PackageResources.production_yaml),
        ("restaurant", PackageResources.restaurant_yaml),
        ("two-accelerators", PackageResources.two_accelerators_yaml),
    ]

    /// Their paths in `scenarios/`, without the ending.
    package static var names: [String] { texts.map(\.path) }

    /// What a command calls a scenario: `scenarios/lesson/3-prefetch.yaml`.
    package static func path(of name: String) -> String { "scenarios/\(name).yaml" }

    /// The text of a scenario, if it is part of the program.
    package static func text(of name: String) -> String? {
        texts.first { $0.path == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// The text of the scenario that a command's path leads to where there is no such file.
    package static func text(atPath path: String) -> String? {
        texts.first { self.path(of: $0.path) == path }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }
}
