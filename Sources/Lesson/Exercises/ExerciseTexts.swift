/// The files of the kinds of exercise, which SwiftPM compiles in.
enum ExerciseTexts {
    /// Names without their ending, with the texts; within a step in the order of the sheet.
    static let all: [(name: String, bytes: [UInt8])] = [
        ("turns-rate", PackageResources.turns_rate_yaml),
        ("twice-the-speed", PackageResources.twice_the_speed_yaml),
        ("idle-share", PackageResources.idle_share_yaml),
        ("read-turns", PackageResources.read_turns_yaml),
        ("prefetch-rate", PackageResources.prefetch_rate_yaml),
        ("prefetch-gain", PackageResources.prefetch_gain_yaml),
        ("read-waits", PackageResources.read_waits_yaml),
        ("fault-missing", PackageResources.fault_missing_yaml),
        ("uneven-rate", PackageResources.uneven_rate_yaml),
        ("smallest-buffer", PackageResources.smallest_buffer_yaml),
        ("buffer-memory", PackageResources.buffer_memory_yaml),
        ("fault-large", PackageResources.fault_large_yaml),
        ("which-tool", PackageResources.which_tool_yaml),
        ("cache-run", PackageResources.cache_run_yaml),
        ("fault-cache", PackageResources.fault_cache_yaml),
        ("fault-early", PackageResources.fault_early_yaml),
        ("cores-at-work", PackageResources.cores_at_work_yaml),
        ("calls-under-way", PackageResources.calls_under_way_yaml),
        ("busy-share", PackageResources.busy_share_yaml),
    ]
}
