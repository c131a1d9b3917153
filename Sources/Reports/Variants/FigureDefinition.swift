package import PipelineRuns

/// How a figure of the tables is computed, and over which part of a run.
package struct FigureDefinition: Sendable {
    /// What the table calls it.
    package let head: String
    /// What it is computed from.
    package let formula: String
    /// Over which part of the run.
    package let window: String
    /// Its name in CSV and JSON; nil for what has another place there.
    package let metric: Metric?

    private init(_ head: String, _ metric: Metric?, _ formula: String, over window: String) {
        self.head = head
        self.formula = formula
        self.window = window
        self.metric = metric
    }

    private static let steady = "the steady part"
    private static let run = "the whole run"

    /// Those of the tables of `simulate` and `execute`, in their order.
    package static let all = [
        FigureDefinition(
            "samples/s", .samplesPerSecond, "samples of finished steps ÷ seconds, over all accelerators", over: steady),
        FigureDefinition(
            "speed-up", nil,
            "samples/s ÷ those of the first variant: the ratio of the means of runs that draw the same random numbers",
            over: steady),
        FigureDefinition(
            "run speed-up", nil,
            "the same of samples ÷ length of the run; it stands in for speed-up where start-up, first epochs or "
                + "interruptions move that by more than 2 %", over: run),
        FigureDefinition(
            "stall", .stallFraction,
            "time that the training loop waits for an element while no step computes ÷ time; low < 5 %, high ≥ 20 % "
                + "(TensorBoard)", over: steady),
        FigureDefinition(
            "barrier", .barrierFraction,
            "time at the barrier after a step, meetings included ÷ time, mean over accelerators",
            over: steady),
        FigureDefinition(
            "disk", .diskUtilisation,
            "the largest of bytes ÷ (bandwidth × time), mean requests in service ÷ queueDepth, and requests (or files "
                + "opened) ÷ those that storage accepts", over: steady),
        FigureDefinition(
            "cache hits", .readCacheHits, "samples that the read cache had ÷ samples asked for, where there is one",
            over: steady),
        FigureDefinition("CPU", .coreUtilisation, "mean cores at work ÷ cores", over: steady),
        FigureDefinition(
            "GPU, step", .trainerUtilisation, "time that steps compute ÷ time, mean over accelerators", over: steady),
        FigureDefinition(
            "AU, DLIO", .acceleratorUtilisation,
            "time that steps compute ÷ time, without each epoch's first step; mean over epochs and accelerators; – with "
                + "fewer than \(UtilisationReport.fewestSteps) steps (DLIO, MLPerf Storage)",
            over: "\(run), without first steps"),
        FigureDefinition("epoch", .epochSeconds, "mean length of an epoch, the first included", over: run),
        FigureDefinition(
            "1st batch", .firstBatchSeconds, "time until the training loop gets its first batch", over: "the start"),
        FigureDefinition(
            "uses", .usesPerSample, "samples of finished steps ÷ (samples in the data × epochs)", over: run),
        FigureDefinition(
            "buffered", .peakBufferedBytes,
            "most bytes at a time in buffers, shuffle and cache; the largest of all runs",
            over: run),
        FigureDefinition(
            "bottleneck", nil,
            "the first that is busy 90 % of the time or more (steps: 95 %): steps, disk, read cache, cores, copy engine, "
                + "workers, a stage, a thread; in parentheses what is merely used most", over: steady),
    ]
}
