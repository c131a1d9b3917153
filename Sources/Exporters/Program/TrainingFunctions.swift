import Pipelines
import Variates

/// The training loop of a program: a step in the place of the user's own, and the loop around it.
struct TrainingFunctions {
    let training: TrainingLoop
    let gpu: GPU
    /// What reaches the loop.
    let delivered: MeanFlow
    /// Whether batches are copied to the accelerator by a stage, not by the loop.
    let isCopiedAhead: Bool
    /// Whether they are in pinned memory then.
    let isPinned: Bool
    /// The type of a batch, and an expression for the number of its samples.
    let batch: (type: String, samples: String)
    /// What makes the pipeline, and what it is called.
    let source: (call: String, variable: String)
    /// What the loop goes through in each epoch.
    let iterated: String

    /// Names that these functions have.
    static let names: Set<String> = ["train_step", "before_step", "train_epoch", "main"]

    /// Constants.
    var constants: [[String]] {
        var constants = [["EPOCHS = \(PythonNumber.count(Int64(training.epochs)))"]]
        if let steps = training.stepsPerEpoch {
            constants.append(["STEPS = \(PythonNumber.count(Int64(steps)))"])
        }
        if let steps = training.firstEpochSteps {
            constants.append(["FIRST_EPOCH_STEPS = \(PythonNumber.count(Int64(steps)))"])
        }
        if training.runAhead > 0 { constants.append(["RUN_AHEAD = \(training.runAhead)"]) }
        return constants
    }

    /// The step, what the host does before it, an epoch, and all of them.
    var definitions: [[String]] { [step] + (hostWork.map { [$0] } ?? []) + [epoch, main] }

    private var step: [String] {
        let place = training.device == .cpu ? "the processor" : "the accelerator"
        var function = PythonFunction(
            name: "train_step", parameters: "batch: \(batch.type)", result: "None",
            summary: "A training step on \(place). Put your own here.",
            duration: PythonDuration(training.step))
        if training.device == .cpu {
            let cores = training.threads == 1 ? "a core" : "\(training.threads) cores"
            function.notes.append("The scenario has it keep \(cores) busy; a sleep keeps none.")
        } else {
            if let copy { function.duration.add(.constant(copy), "to copy the batch to it") }
            function.duration.add(.constant(gpu.launchOverheadSeconds), "to start")
        }
        return function.lines
    }

    private var copy: Double? {
        guard !isCopiedAhead else { return nil }
        return gpu.copySeconds(ofBytes: delivered.bytes, isPinned: isPinned)
    }

    private var hostWork: [String]? {
        guard training.hostOverhead.mean > 0 else { return nil }
        return PythonFunction(
            name: "before_step", parameters: "batch: \(batch.type)", result: "None",
            summary: "What the host does before each step. Put your own here.",
            duration: PythonDuration(training.hostOverhead)
        ).lines
    }

    private var epoch: [String] {
        let before = hostWork == nil ? [] : ["        before_step(batch)"]
        let head = [
            "def train_epoch(batches: Iterable[\(batch.type)]) -> int:",
            "    \"\"\"Trains on the batches of an epoch and returns how many samples they held.\"\"\"",
        ]
        guard training.runAhead > 0 else {
            return head + ["    samples = 0", "    for batch in batches:"] + before
                + [
                    "        train_step(batch)", "        samples += \(batch.samples)", "    return samples",
                ]
        }
        let steps = training.runAhead == 1 ? "one step" : "\(training.runAhead) steps"
        let note =
            "An accelerator of yours runs steps by itself: call `train_step` alone. Here a thread stands for it, so "
            + "that \(steps) may be unfinished when the loop asks for a batch."
        return [head[0]]
            + PythonLayout.docstring(
                "Trains on the batches of an epoch and returns how many samples they held.", [note],
                indent: 4)
            + [
                "    samples = 0", "    unfinished: deque[Future[None]] = deque()",
                "    with ThreadPoolExecutor(max_workers=1) as accelerator:",
                "        for batch in batches:",
            ]
            + before.map { "    " + $0 }
            + [
                "            unfinished.append(accelerator.submit(train_step, batch))",
                "            if len(unfinished) > RUN_AHEAD:",
                "                unfinished.popleft().result()",
                "            samples += \(batch.samples)", "        for step in unfinished:",
                "            step.result()", "    return samples",
            ]
    }

    private var main: [String] {
        var lines = [
            "def main() -> None:", "    \"\"\"Trains, and prints how fast.\"\"\"",
            "    \(source.variable) = \(source.call)", "    for epoch in range(1, EPOCHS + 1):",
            "        began = time.perf_counter()",
        ]
        let all = training.stepsPerEpoch == nil ? "None" : "STEPS"
        if training.firstEpochSteps != nil {
            lines.append("        steps = FIRST_EPOCH_STEPS if epoch == 1 else \(all)")
            lines.append("        samples = train_epoch(itertools.islice(\(iterated), steps))")
        } else if training.stepsPerEpoch != nil {
            lines.append("        samples = train_epoch(itertools.islice(\(iterated), STEPS))")
        } else {
            lines.append("        samples = train_epoch(\(iterated))")
        }
        return lines + [
            "        seconds = time.perf_counter() - began",
            "        rate = f\"{samples / seconds:.1f} samples/s\"",
            "        print(f\"epoch {epoch}: {samples} samples in {seconds:.2f} s, {rate}\")",
        ]
    }
}
