import Experiments
import PipelineExecution
import PipelineRuns
import Pipelines

/// What scenarios are executed with: data, device, and how stages spend their time.
struct Machine {
    private var settings = ExecutionSettings()
    private let data: DataSource
    /// What computes the steps.
    let deviceText: String
    /// What the user should know before it begins.
    private var notice: String?

    /// - Parameters:
    ///   - origin: where the scenarios come from.
    ///   - quiet: no progress on standard error.
    init(
        _ options: MachineOptions, _ scenarios: [Scenario], from origin: DataOrigin, quiet: Bool
    ) throws(CommandFailure) {
        settings.cacheMode = options.pageCache ? .pageCache : .direct
        settings.cacheDirectory = options.cacheDir ?? "."
        for body in options.body { try Self.add(body, scenarios, to: &settings) }
        try Self.checkCacheDirectory(options, scenarios)
        data = try DataSource(options, scenarios, from: origin, quiet: quiet)
        let onCPU = scenarios.allSatisfy { $0.pipeline.training.device == .cpu }
        let accelerators = scenarios.map(\.platform.gpu.count).max() ?? 1
        let choice =
            onCPU && options.device == nil
            ? ChosenDevices.emulated : try ChosenDevices(options, accelerators: accelerators)
        settings.devices = choice.devices
        deviceText = onCPU ? "steps on the CPU" : choice.text
        if choice.devices.isEmpty && !onCPU && options.device == nil { notice = ChosenDevices.emulationNotice }
    }

    /// Tells what the user should know before it begins.
    func giveNotice(quiet: Bool) {
        if let notice, !quiet { StandardError.write("notice: \(notice)\n") }
    }

    /// The settings for one run of a variant, by its position among those given.
    func settings(variant: Int, run: Int) -> ExecutionSettings {
        var settings = settings
        settings.replication = UInt32(run)
        settings.samples = data.readers[variant]
        return settings
    }

    /// What is read, and how.
    var dataText: String { data.text }

    /// As what a reader of measured figures must know it.
    var measured: MachineDescription {
        let driver = settings.devices.first.map { "\($0.platform), \($0.version), driver \($0.driver)" }
        return MachineDescription(
            device: deviceText, driver: driver ?? "none", data: dataText, fileSystemOf: data.directory ?? ".")
    }

    /// How runs were made, in sentences.
    var description: [String] {
        let bodies = settings.bodies.sorted { $0.key < $1.key }.map { "`\($0.key)` \($0.value.rawValue)" }
        let body = ([settings.body.rawValue] + bodies).joined(separator: ", ")
        return ["Device: \(deviceText); data: \(data.text); functions that compute: \(body)."]
    }

    /// A place for caches that does not serve is told before hours of execution.
    private static func checkCacheDirectory(
        _ options: MachineOptions, _ scenarios: [Scenario]
    ) throws(CommandFailure) {
        guard options.cacheDir != nil || scenarios.contains(where: \.hasFileCache) else { return }
        let directory = options.cacheDir ?? "."
        guard !directory.isEmpty else { throw .usage("`--cache-dir` is empty: give a directory") }
        do throws(DataError) { _ = try CacheFile(in: directory, mode: .pageCache) } catch {
            guard options.cacheDir != nil else {
                throw .usage(
                    "file caches cannot be written in the current directory: \(error); "
                        + "give another one with `--cache-dir`")
            }
            throw .usage("`--cache-dir` is `\(directory)`: \(error); give a writable directory")
        }
    }

    private static func add(
        _ body: String, _ scenarios: [Scenario], to settings: inout ExecutionSettings
    ) throws(CommandFailure) {
        let parts = body.split(separator: "=", maxSplits: 1).map(String.init)
        guard let last = parts.last, let value = ExecutionSettings.Body(rawValue: last) else {
            throw .usage(
                "`--body` is `\(body)`; accepted: `spin`, `work`, or one of them for a stage, as in `decode=work`")
        }
        guard parts.count == 2 else { return settings.body = value }
        let known = Set(scenarios.flatMap { $0.pipeline.stages.map(\.name) })
        guard known.contains(parts[0]) else {
            throw .unknown("stage", parts[0], in: "--body", known: known.sorted())
        }
        settings.bodies[parts[0]] = value
    }
}

extension Scenario {
    /// Whether something is cached on the disk.
    fileprivate var hasFileCache: Bool {
        pipeline.stages.contains(where: \.operator.keepsOnDisk)
            || platform.readCache.isUsed && platform.readCache.place == .disk
    }
}
