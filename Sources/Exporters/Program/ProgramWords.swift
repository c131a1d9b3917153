import Pipelines
import Variates

/// What a program says at its beginning: what it is, how it is used, and what the simulator assumes that it does not do.
struct ProgramWords {
    let scenario: Scenario
    /// What the pipeline is written in: `tf.data`.
    let framework: String
    /// The word of the command: `tfdata`.
    let command: String
    /// Packages to install.
    let packages: String

    /// The docstring.
    ///
    /// - Parameter assumptions: what stages add to what the program does not do.
    func docstring(_ assumptions: [String]) -> [String] {
        var lines = PythonLayout.paragraph(title, first: "\"\"\"", rest: "")
        lines +=
            [""]
            + PythonLayout.paragraph(
                "Written by `overlap export \(command)`, it runs as it is: functions take the times of the scenario and "
                    + "read nothing, and a sample is its number. Put your own functions in their place, and keep the "
                    + "settings.", first: "")
            + ["", "    pip install \(packages)"]
        let all = common + assumptions
        guard !all.isEmpty else { return lines + ["\"\"\""] }
        lines += ["", "What the simulator assumes, and this program does not do by itself:"]
        for text in all { lines += PythonLayout.paragraph(text, first: "- ", rest: "  ") }
        return lines + ["\"\"\""]
    }

    private var title: String {
        let name = PythonProgram.documented(scenario.name)
        let variant =
            scenario.variant == "base" ? "" : ", variant '\(PythonProgram.documented(scenario.variant))'"
        return "The input pipeline of '\(name)'\(variant), in \(framework)."
    }

    private var common: [String] {
        let (disk, platform) = (scenario.platform.disk, scenario.platform)
        var texts: [String] = []
        if disk.latency.mean > 0 || disk.bytesPerSecond != nil {
            texts.append(
                "Requests share the disk, \(disk.queueDepth) at a time. The function that reads takes the time of one alone."
            )
        }
        texts += limits(of: disk)
        if platform.readCache.isUsed {
            texts.append("A cache of what was read answers some requests faster than the disk.")
        }
        let cores = platform.cpu.cores
        texts.append(
            "Functions compete for \(cores == 1 ? "one core" : "\(cores) cores"). A sleep takes none, so that the program "
                + "runs on fewer.")
        if let bytes = platform.memory.capacityBytes {
            texts.append("The host has \(ReadingFunction.bytes(Double(bytes))) of memory.")
        }
        if platform.gpu.count > 1 {
            texts.append(
                "\(platform.gpu.count) accelerators meet after each \(platform.gpu.barrier == .step ? "step" : "epoch"). This "
                    + "program feeds the one whose number is in the variable RANK, from 0, of the environment."
            )
        }
        if scenario.pipeline.training.checkpoint != nil {
            texts.append("The loop stops for checkpoints.")
        }
        if scenario.pipeline.training.evaluation != nil {
            texts.append("The loop stops for evaluations.")
        }
        return texts
    }

    /// Limits of the disk that the stub which reads does not have.
    private func limits(of disk: Disk) -> [String] {
        var texts: [String] = []
        if let later = disk.laterBandwidths.first {
            let time = PythonDuration.quantity(later.fromSeconds)
            texts.append(
                "The disk's bandwidth changes during the run, first after \(time). Here it stays as it is at first.")
        }
        let limits = [(disk.requestsPerSecond, "requests"), (disk.opensPerSecond, "openings of files")]
            .compactMap { limit, what in limit.map { "\($0) \(what)" } }
        if !limits.isEmpty {
            texts.append(
                "Storage accepts \(limits.joined(separator: " and ")) per second. Here it accepts all that come.")
        }
        if disk.failureShare > 0 {
            let share = PythonDuration.quantity(disk.failureShare, .fraction)
            let wait = PythonDuration(disk.retryAfter).description.map { ", after \($0)" } ?? ""
            texts.append("\(share) of requests to the disk fail and are sent again\(wait). Here none does.")
        }
        return texts
    }
}
