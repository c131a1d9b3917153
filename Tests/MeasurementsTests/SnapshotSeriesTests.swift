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
        (0, 5, 1), (4, 5, 1), (5, 5, 2), (9, 5, 2), (10, 5, 3),
        (10_239, 5, 2_048), (10_240, 5, 2_049), (10_249, 5, 2_049),
        (10_250, 10, 1_026), (20_480, 10, 2_049), (20_499, 10, 2_049), (20_500, 20, 1_026),
        (1_000_000, 640, 1_563),
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
        // 2,048 at the first stride, 1,024 more for each of six doublings, 538 at stride 640.
        #expect(built == 2_048 + 6 * 1_024 + (1_000_000 - 655_360) / 640)
        #expect(series.last.steps == 999_680)
    }

    @Test func `batch means are the mean time between steps`() {
        let series = series(steps: 17) { step in step < 5 ? 100 : 10 + step % 5 }
        #expect(series.batchMeanNanoseconds == [100, 12, 12])
    }

    @Test func `refuses a snapshot that is not due`() async {
        await #expect(processExitsWith: .failure) {
            var series = SnapshotSeries(start: CountersAtStep(timeNanoseconds: 0, steps: 0, bytes: 0))
            series.record(CountersAtStep(timeNanoseconds: 1, steps: 4, bytes: 0))
        }
    }
}
