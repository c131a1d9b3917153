import Pipelines
package import ScenarioFiles

extension PipelineProfile {
    /// The scenario: the pipeline as it ran, and changes that are worth a try.
    ///
    /// - Parameters:
    ///   - file: where the profile stands.
    ///   - command: what writes the scenario.
    package func scenario(file: String, command: String) -> ScenarioDocument {
        var document = ScenarioDocument(name: "profiled pipeline")
        document.units = .measured
        document.isSpaced = true
        document.comments = comments(file: file, command: command)
        document.platform = parts.platform
        document.pipeline = parts.stages.stages
        document.training = training
        document.options = parts.options
        document.variants = variants
        return document
    }

    private func comments(file: String, command: String) -> [String] {
        let waits = parts.loop.waitSeconds / Double(max(1, steps))
        var sentences = [
            "Made by `\(command)` from \(file): \(steps) steps, which waited \(CommentText.short(waits)) each, "
                + "on average."
        ]
        sentences += [
            "A profile does not tell whether functions compute or wait (`use: wait` where they do), nor how many "
                + "bytes are read.",
            "Neither does it show stages that TensorFlow took out because they do nothing (`repeat: 1`, `skip: 0`).",
        ]
        return (sentences + parts.notes).flatMap { CommentText.lines($0) }
    }

    private var training: SectionDocument {
        var section = SectionDocument(TrainingLoop.self)
        section.comment("From one element to the request for the next: the step, and whatever else the loop does.")
        let seconds = parts.loop.seconds
        section.set("step", seconds.isEmpty ? .time(0) : .measured(seconds: seconds))
        if let steps = parts.loop.epochSteps {
            section.set("epochs", .count(min(50, max(3, simulatedSteps / steps))))
            section.set("steps", .count(steps))
        } else {
            section.set("steps", .count(simulatedSteps))
        }
        return section
    }

    /// Enough for a steady rate, fewer of large batches.
    private var simulatedSteps: Int {
        Int(min(1000, max(20, Self.manyElements / parts.stages.work.perStep)))
    }

    private static let manyElements = 2_000_000.0

    /// Whether the scenario is so large that simulating it takes minutes.
    package var isTooLargeToSimulate: Bool {
        let epochs = parts.loop.epochSteps == nil ? 1.0 : 3
        return parts.stages.work.first + epochs * Double(simulatedSteps) * parts.stages.work.perStep > 10
            * Self.manyElements
    }

    /// The pipeline as it ran, and changes that are worth a try.
    private var variants: [ScenarioDocument.Variant] {
        var variants = [ScenarioDocument.Variant("as profiled", [])]
        let cores = parts.pool.cores
        if let heaviest = parts.stages.heaviest {
            let name = heaviest.name
            if heaviest.isParallel {
                variants.append(.init("unordered", [("\(name).order", .word("unordered"))]))
            } else {
                variants.append(.init("\(cores) calls", [("\(name).parallelism", .count(cores))]))
            }
        }
        if parts.stages.lacksPrefetch { variants.append(.init("prefetch", [("prefetch.buffer", .count(2))])) }
        let more: [(String, WrittenValue)] = [
            ("platform.cpu.cores", .count(2 * cores)), ("platform.cpu.workers", .count(2 * parts.pool.threads)),
        ]
        variants.append(.init("\(2 * cores) cores", more))
        return variants
    }
}
