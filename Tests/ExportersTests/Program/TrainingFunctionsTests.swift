import Exporters
import Testing

@Suite struct TrainingFunctionsTests {
    @Test func `an epoch ends with the data, or after its steps`() throws {
        let whole = try ExportedText.tfdata("[source: 10]", train: "{step: 1 ms, epochs: 3}")
        #expect(whole.has("EPOCHS = 3\n") && whole.has("samples = train_epoch(dataset)\n"))
        let cut = try ExportedText.tfdata("[source: 10]", train: "{step: 1 ms, steps: 4}")
        #expect(cut.has("STEPS = 4\n") && cut.has("train_epoch(itertools.islice(dataset, STEPS))"))
        let first = try ExportedText.tfdata("[source: 10]", train: "{step: 1 ms, epochs: 2, firstEpochSteps: 2}")
        #expect(first.has("steps = FIRST_EPOCH_STEPS if epoch == 1 else None"))
    }

    @Test func `a step copies its batch, unless a stage has`() throws {
        let platform = "{gpu: {copyBandwidth: 1 MB/s, launchOverhead: 1 ms}}"
        let pipeline = "[source: {elements: 10, size: 1 kB}, batch: 5]"
        let text = try ExportedText.tfdata(pipeline, platform: platform)
        #expect(text.has("It takes 1 ms and 5 ms to copy the batch to it and 1 ms to start."))
        let ahead = try ExportedText.tfdata(
            pipeline.replacing("5]", with: "5, prefetchToDevice: 1]"), platform: platform)
        #expect(ahead.has("It takes 1 ms and 1 ms to start."))
    }

    @Test func `a thread stands for an accelerator that the loop runs ahead of`() throws {
        let text = try ExportedText.tfdata("[source: 10]", train: "{step: 1 ms, runAhead: 2, hostOverhead: 3 ms}")
        #expect(text.has("RUN_AHEAD = 2\n") && text.has("from collections import deque"))
        #expect(text.has("before_step(batch)\nunfinished.append(accelerator.submit(train_step, batch))"))
        #expect(text.has("def before_step(batch: tf.Tensor) -> None:"))
    }

    @Test func `a step on the processor says how many cores it takes`() throws {
        let text = try ExportedText.tfdata("[source: 10]", train: "{step: 1 ms, device: cpu, threads: 4}")
        #expect(text.has("A training step on the processor.") && text.has("keep 4 cores busy"))
    }
}
