import Measurements
import Testing

/// The least a snapshot holds, and one counter of the model's own.
struct CountersAtStep: CumulativeSnapshot, Equatable {
    var timeNanoseconds: Int64
    var steps: Int64
    var bytes: Int64
}

/// A run of steps that each take `nanosecondsPerStep(step)`, offered to a series as a simulator would.
func series(
    steps: Int64, maximumCount: Int = 2 * 1024 + 1, startingAt start: Int64 = 0,
    nanosecondsPerStep: (Int64) -> Int64 = { _ in 10 }
) -> SnapshotSeries<CountersAtStep> {
    var time: Int64 = 0
    let origin = CountersAtStep(timeNanoseconds: 0, steps: start, bytes: 0)
    var series = SnapshotSeries(start: origin, maximumCount: maximumCount)
    for step in start..<start + steps {
        time += nanosecondsPerStep(step - start)
        if series.isDue(step: step + 1) {
            series.record(CountersAtStep(timeNanoseconds: time, steps: step + 1, bytes: 3 * (step + 1)))
        }
    }
    return series
}

struct SnapshotSeriesTests {
    /// Steps, then what the default series must hold: the stride and how many snapshots.
    @Test(arguments: [
        (0, 1, 1), (1, 1, 2), (5, 1, 6),
        (2_047, 1, 2_048), (2_048, 1, 2_049), (2_049, 1, 2_049),
        (2_050, 2, 1_026), (4_096, 2, 2_049), (4_099, 2, 2_049), (4_100, 4, 1_026),
        (1_000_000, 512, 1_954),
    ])
    func `stride and number of snapshots`(steps: Int64, stride: Int64, count: Int) {
        let series = series(steps: steps)
        #expect(series.stride == stride)
        #expect(series.snapshots.count == count)
    }

    @Test(arguments: [3, 5, 9, 2_049], [0, 1_000] as [Int64])
    func `invariants hold after every step`(maximumCount: Int, start: Int64) {
        let origin = CountersAtStep(timeNanoseconds: 0, steps: start, bytes: 0)
        var series = SnapshotSeries(start: origin, maximumCount: maximumCount)
        var offered: [Int64: CountersAtStep] = [start: origin]
        var broken = 0
        for step in start + 1...start + 30_000 {
            guard series.isDue(step: step) else { continue }
            let snapshot = CountersAtStep(timeNanoseconds: step * step, steps: step, bytes: 7 * step)
            offered[step] = snapshot
            series.record(snapshot)
            let stored = series.snapshots
            let bounded = stored.count <= maximumCount && stored.first == origin && stored.last == snapshot
            if !bounded || series.last != snapshot { broken += 1 }
        }
        #expect(broken == 0)
        for (index, snapshot) in series.snapshots.enumerated() {
            #expect(snapshot.steps == start + Int64(index) * series.stride)
            #expect(snapshot == offered[snapshot.steps])
        }
    }

    @Test func `a million steps stay within the bound and build few snapshots`() {
        var built = 0
        var largest = 0
        var series = SnapshotSeries(start: CountersAtStep(timeNanoseconds: 0, steps: 0, bytes: 0))
        for step: Int64 in 1...1_000_000 where series.isDue(step: step) {
            built += 1
            series.record(CountersAtStep(timeNanoseconds: step, steps: step, bytes: step))
            largest = max(largest, series.snapshots.count)
        }
        #expect(largest == 2_049)
        // 2,048 at the first stride, 1,024 more for each of eight doublings, 929 at stride 512.
        #expect(built == 2_048 + 8 * 1_024 + (1_000_000 - 524_288) / 512)
        #expect(series.last.steps == 999_936)
    }

    @Test func `batch means are the mean time between steps`() {
        let series = series(steps: 17) { step in step < 5 ? 100 : 10 + step % 5 }
        #expect(series.batchMeanNanoseconds == [100, 12, 12])
    }

    /// Steps, then the stride, the intervals between snapshots that make a batch, and the batches.
    @Test(arguments: [
        (4, 1, 5, 0), (2_048, 1, 5, 409), (2_050, 2, 3, 341), (4_100, 4, 2, 512), (8_200, 8, 1, 1_025),
    ])
    func `batches are of at least five steps`(steps: Int64, stride: Int64, length: Int, batches: Int) {
        let series = series(steps: steps) { _ in 7 }
        #expect(series.stride == stride && series.snapshotsPerBatch == length)
        #expect(series.batchMeanNanoseconds == Array(repeating: 7, count: batches))
    }

    @Test(arguments: [3, 9, 2_049])
    func `levels stay with their snapshots`(maximumCount: Int) {
        let origin = CountersAtStep(timeNanoseconds: 0, steps: 0, bytes: 0)
        var series = SnapshotSeries(start: origin, levelCount: 3, maximumCount: maximumCount)
        for step: Int64 in 1...5_000 where series.isDue(step: step) {
            let snapshot = CountersAtStep(timeNanoseconds: step, steps: step, bytes: step)
            series.record(snapshot, levels: [1, 2, 3].map { $0 * Double(step) })
        }
        for (index, snapshot) in series.snapshots.enumerated() {
            #expect((0..<3).map { series.level($0, at: index) } == [1, 2, 3].map { $0 * Double(snapshot.steps) })
        }
    }

    @Test func `refuses a snapshot that is not due`() async {
        await #expect(processExitsWith: .failure) {
            var series = SnapshotSeries(start: CountersAtStep(timeNanoseconds: 0, steps: 0, bytes: 0))
            series.record(CountersAtStep(timeNanoseconds: 1, steps: 2, bytes: 0))
        }
    }

    /// What is left of a run is known before it begins.
    @Test(arguments: [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 17, 18, 19, 20, 32, 36, 40, 100, 1_000] as [Int64])
    func `tells which snapshots will be left`(steps: Int64) {
        let recorded = series(steps: steps, maximumCount: 5)
        let kept = SnapshotSeries<CountersAtStep>.kept(ofSteps: steps, maximumCount: 5)
        #expect(kept.stride == recorded.stride)
        #expect(kept.last == recorded.last.steps)
    }

    @Test(arguments: [1, 2_047, 2_048, 2_049, 2_050, 4_096, 4_099, 4_100, 10_000] as [Int64])
    func `is the same when made of what was kept`(steps: Int64) {
        let recorded = series(steps: steps)
        let kept = SnapshotSeries<CountersAtStep>.kept(ofSteps: steps)
        let made = SnapshotSeries(
            snapshots: recorded.snapshots, levels: [], levelCount: 0, stride: kept.stride)
        for step in [steps, steps + 1, steps + 2, steps + 4, steps + 9] {
            #expect(made.isDue(step: step) == recorded.isDue(step: step))
        }
        #expect(made.batchMeanNanoseconds == recorded.batchMeanNanoseconds)
    }
}
