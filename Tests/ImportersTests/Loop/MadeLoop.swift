import Foundation
import ScenarioFiles

@testable import Importers

/// A recording with times that are known, for tests: one worker whose batches take 20 ms and 4 ms between them.
enum MadeLoop {
    /// Columns of a process's batches, 24 ms after each other: of equal sizes, unless these are given.
    static func notes(
        worker: Int?, batches: Int = 6, sizes: [Int]? = nil, begin: Double = 30_000, fetch: Double = 16_000,
        core: Double = 8_000, collate: Double = 4_000, gap: Double = 4_000, start: Double = 25_000
    ) -> String {
        let samples = sizes ?? Array(repeating: 8, count: batches)
        let count = samples.count
        func column(_ value: Double) -> String { list(Array(repeating: value, count: count)) }
        let begins = (0..<count).map { begin + Double($0) * (fetch + collate + gap) }
        let worker = worker.map { #""worker": \#($0), "pid": 7, "start_us": \#(start), "boot_core_us": 100,"# } ?? ""
        return """
            {\(worker) "batches": {"number": \(Array(0..<count)), "begin_us": \(list(begins)), "fetch_us": \(column(fetch)),
            "fetch_core_us": \(column(core)), "fetch_delay_us": \(column(0)), "samples": \(samples),
            "collate_us": \(column(collate)), "collate_core_us": \(column(collate)), "gap_core_us": \(column(300)),
            "other_threads_us": \(column(600)), "bytes": \(counts(80_000, count)), "every": \(counts(1, count)),
            "group": \(counts(1, count))},
            "samples": {"batch": [0, 0], "wall_us": [1500, 2500], "core_us": [500, 1500], "bytes": [10000, 10000]}}
            """
    }

    /// An epoch in which each batch is there 2 ms after the end of its making, and steps take as long as given.
    static func epoch(
        batches: Int = 6, step: Double = 3_000, end: String = "end", begin: Double = 0, firstGot: Double = 52_000,
        period: Double = 24_000
    ) -> String {
        let got = (0..<batches).map { begin + firstGot + Double($0) * period }
        let asked = [begin + 20_000] + got.dropLast().map { $0 + step }
        let steps = end == "end" ? batches : batches - 1
        func column(_ value: Double, _ count: Int) -> String { list(Array(repeating: value, count: count)) }
        return """
            {"begin_us": \(begin), "iterator_us": 20000, "iterator_core_us": 10, "end": "\(end)",
            "end_us": \(end == "end" ? "9000" : "null"), "asked_us": \(list(asked)),
            "wait_us": \(list(zip(got, asked).map { $0 - $1 })), "wait_core_us": \(column(900, batches)),
            "wait_process_us": \(column(900, batches)), "step_us": \(column(step, steps)),
            "step_core_us": \(column(500, steps)), "step_process_us": \(column(500, steps)), "step_delay_us": \(column(0, steps))}
            """
    }

    /// The arguments of a loader, which does not say how many batches it has unless that is given.
    static func loader(
        _ more: String = #""num_workers": 1"#, batches: Int? = nil, batchSize: Int? = 8, kind: String = "map",
        samples: Int? = 48
    ) -> String {
        """
        {"class": "DataLoader", "batches": \(json(batches)), "batch_size": \(json(batchSize)), \(more),
        "dataset": {"class": "D", "kind": "\(kind)", "samples": \(json(samples))}, "start_method": "fork"}
        """
    }

    /// A whole recording; `more` are members.
    static func json(
        loader: String = loader(), epochs: [String] = [epoch()], notes: [String] = [notes(worker: 0)], more: String = ""
    ) -> Data {
        Data(
            """
            {"overlap_loop": 1, "recorder": "0.6.0", "versions": {"torch": "2.15.0"},
            "machine": {"logical_cores": 8, "affinity_cores": 4, "quota_cores": 2.5, "memory_bytes": 1000000, "memory_limit_bytes": null},
            "loader": \(loader), "epochs": [\(epochs.joined(separator: ","))], "workers": [\(notes.joined(separator: ","))]\(more)}
            """.utf8)
    }

    /// The text of the scenario of such a recording.
    static func scenario(_ json: Data) throws -> String {
        try LoopScenario(LoopRecording(json: json), file: "loop.json").document().text
    }

    private static func json(_ number: Int?) -> String { number.map { "\($0)" } ?? "null" }

    private static func list(_ values: [Double]) -> String { "[\(values.map { "\($0)" }.joined(separator: ","))]" }

    private static func counts(_ value: Int, _ count: Int) -> String { "\(Array(repeating: value, count: count))" }
}
