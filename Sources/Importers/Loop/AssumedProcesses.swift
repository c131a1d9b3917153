import Pipelines
import ScenarioFiles

/// What worker processes cost where a recording has none: measured elsewhere.
enum AssumedProcesses {
    /// Costs of forked workers.
    ///
    /// Source: runs that isolate one cost each, torch 2.15.0, Debian 12, a virtual machine with two cores (decision
    /// 0009); of costs that depend on a time, one value in the middle. `receivePerByte` is of a single recorded loop of
    /// the same machine, whose step gives 9.6 MB of mapped memory back in 1.2 ms.
    static var section: SectionDocument {
        var section = SectionDocument(WorkerProcesses.self)
        section.comments = CommentText.lines(
            "Assumed: the recording had no workers. Measured elsewhere (torch 2.15 on two cores); record with `probe=True` to "
                + "have those of your machine.")
        let times: [(String, [Double])] = [
            ("creation", [10e-3, 26.3e-3, 39.1e-3, 51.8e-3]), ("shutdown", [9e-3, 13.8e-3, 17.9e-3, 22e-3]),
            ("resumption", [0.38e-3, 0.54e-3, 0.7e-3, 0.85e-3]),
        ]
        for (name, seconds) in times { section.set(name, .list(seconds.map(WrittenValue.time))) }
        let costs = [
            ("boot", 3.3e-3), ("firstBatch", 6.9e-3), ("dispatch", 0.5e-3), ("gap", 0.7e-3), ("delivery", 1.2e-3),
            ("reading", 0.9e-3), ("stashed", 0.14e-3), ("busyBatch", 0.52e-3),
        ]
        for (name, seconds) in costs { section.set(name, .time(seconds)) }
        section.set("sendPerByte", .quantity(0.717e-9, .timePerByte))
        section.set("receivePerByte", .quantity(0.13e-9, .timePerByte))
        return section
    }
}
