import Foundation
import Importers
import ScenarioFiles
import Scoreboards

/// A reader that is given mutated files: whatever they hold, it answers or refuses, and soon.
enum FuzzTarget: String, CaseIterable {
    case scenario, overlay, table, fio, trace, traced, tfprofile, lightning, dmon, tfdata, torch, ranks, workload,
        results, loop

    /// Reads bytes as the commands do, to the text that an import would write.
    func read(_ data: Data) {
        do { try attempt(data) } catch {
            // Refused: the message is made too, for it quotes the file.
            _ = "\(error)"
        }
    }

    private func attempt(_ data: Data) throws {
        switch self {
        case .scenario: _ = try ScenarioFile(text: try Self.text(data), name: "s.yaml", directory: "/nonexistent")
        case .overlay: try ImportedText.checkOverlay(try Self.text(data))
        case .table:
            let columns = try RecordedColumns(try Self.text(data), path: "t.csv")
            for name in [nil, "1", "decode"] { _ = try? columns.values(of: name) }
        case .fio: try fio(data)
        case .trace: for grouping in [Trace.Grouping.name, .category, .thread] { try trace(data, by: grouping) }
        case .traced: try traced(data)
        case .tfprofile:
            let profile = try PipelineProfile(xSpace: data, path: "p.xplane.pb")
            try profiled(profile.scenario(file: "p.xplane.pb", command: "fuzz"))
        case .lightning: try loop(try LightningTable(data, path: "l.txt").turns(path: "l.txt"), workers: 2)
        case .dmon: for gpu in try DmonLog(data, path: "d.txt").gpus { _ = (gpu.mean, gpu.quantile(0.9)) }
        case .tfdata: try cases(TFDataFile(json: data))
        case .torch: try cases(TorchFile(json: data))
        case .ranks: _ = try RankRun([RankTrace(json: data)])
        case .workload: try workload(data)
        case .results: try results(data)
        case .loop: try loop(data)
        }
    }

    private func fio(_ data: Data) throws {
        for direction in ["read", "write"] {
            guard let runs = try? FioRun.all(json: data, path: "f.json", direction: direction) else { continue }
            try ImportedText.checkOverlay(DiskOverlay(try FioDisk(runs), files: ["f.json"]).text)
        }
        _ = try FioRun.all(json: data, path: "f.json", direction: "read")
    }

    private func trace(_ data: Data, by grouping: Trace.Grouping) throws {
        let trace = try Trace(json: data, path: "t.json", by: grouping)
        _ = try TraceOverlay(trace, file: "t.json", assignments: []).text
        guard let assignment = TraceOverlay.Assignment(argument: "\(trace.groups[0].label)=decode.cost") else { return }
        try ImportedText.checkTimes(try TraceOverlay(trace, file: "t.json", assignments: [assignment]).text)
    }

    private func traced(_ data: Data) throws {
        switch try TracedProgram.read(json: data, path: "t.json") {
        case nil: break
        case .pipeline(let profile): try profiled(profile.scenario(file: "t.json", command: "fuzz"))
        case .loop(let turns): for workers in [nil, 2] { try loop(turns, workers: workers) }
        }
    }

    private func loop(_ turns: LoopTurns, workers: Int?) throws {
        try profiled(
            TurnsScenario(turns, known: TurnsScenario.Known(workers: workers)).document(file: "f", command: "fuzz"))
    }

    private func profiled(_ document: ScenarioDocument) throws {
        try ImportedText.checkScenario(document.text)
        do { _ = try ScenarioFile(document, name: "p") } catch { fatalError("only its text is accepted: \(error)") }
    }

    private func cases<Program>(_ file: CaseFile<Program>) throws {
        for entry in file.entries.prefix(2) {
            var document = try Program.scenario(of: try entry.content.get(), overheads: file.overheads)
            document.comments = entry.comments(file: "c.json", command: "fuzz")
            try ImportedText.checkScenario(document.text)
            // What is imported is what is replayed.
            do { _ = try ScenarioFile(document, name: "c") } catch { fatalError("only its text is accepted: \(error)") }
        }
    }

    private func loop(_ data: Data) throws {
        let loop = try LoopScenario(LoopRecording(json: data), file: "loop.json")
        let document = try loop.document(simulated: 1)
        _ = loop.figures
        try ImportedText.checkScenario(document.text)
        do { _ = try ScenarioFile(document, name: "l") } catch { fatalError("only its text is accepted: \(error)") }
    }

    private func workload(_ data: Data) throws {
        let workload = try DLIOWorkload(data, file: "w.yaml")
        let setting = WorkloadSetting(accelerators: 2)
        try ImportedText.checkScenario(try WorkloadScenario(workload, setting: setting, file: "w.yaml").text)
    }

    private func results(_ data: Data) throws {
        let yaml = "train: {computation_time: 0.3}"
        let rows = try BenchmarkRow.rows(of: try ResultTable(try Self.text(data), name: "r.csv")) { _ in
            try DLIOWorkload(Data(yaml.utf8), file: "w.yaml")
        }
        var setting = WorkloadSetting(accelerators: 2)
        let fit = StepCostFit(rows)
        setting.costs = fit.costs
        setting.fit = WorkloadSetting.FittedCosts(fit, file: "r.csv")
        let workload = try DLIOWorkload(Data(yaml.utf8), file: "w.yaml")
        try ImportedText.checkScenario(try WorkloadScenario(workload, setting: setting, file: "w.yaml").text)
    }

    private static func text(_ data: Data) throws -> String {
        try checkText(data.span)
        return String(decoding: data, as: UTF8.self)
    }
}
