import Experiments
import PipelineRuns
import ScenarioFiles
import Testing

struct MeasuredResultsTests {
    private static let head =
        "run_id,variant,metric,unit,mean,ci_low,ci_high,conf,reps,seed,warmup_steps,steps,converged,window"
    private static let rate = "1,all,samplesPerSecond,samples/s,100,98,102,0.95,5,1,16,16,true,later epochs"

    private func read(_ lines: [String]) throws(ScenarioFileError) -> MeasuredResults {
        try MeasuredResults(
            try ResultTable(lines.joined(separator: "\n") + "\n", name: "m.csv"), variants: ["naive", "all"])
    }

    private func mistake(_ lines: [String]) throws -> Diagnostic {
        let error = try #require(#expect(throws: ScenarioFileError.self) { try read(lines) })
        return try #require(error.diagnostics.first)
    }

    @Test func `reads figures with their intervals`() throws {
        let results = try read([
            Self.head, Self.rate, "1,all,stallFraction,1,0.1,,,0.95,1,1,16,16,true,later epochs",
            "2,naive,samplesPerSecond,samples/s,50,,,0.95,1,1,0,32,false,whole run",
            "2,naive,speedUp,1,0.5,,,0.95,1,1,0,32,false,whole run",
            "2,naive,partial,1,1,,,0.95,1,1,0,32,false,whole run",
        ])
        #expect(results.variants.map(\.name) == ["all", "naive"])
        let (all, naive) = (results.variants[0], results.variants[1])
        #expect(all.figures.map(\.metric.name) == ["samplesPerSecond", "stallFraction"])
        #expect(all.figure(.samplesPerSecond)?.mean == 100 && all.figure(.samplesPerSecond)?.runs == 5)
        #expect(all.figure(.stallFraction)?.standardError == nil)
        #expect(all.isOfWholeRun == false && naive.isOfWholeRun == true && naive.isPartial && !all.isPartial)
        #expect(naive.figures.count == 1 && naive.steps == 32 && naive.seed == 1)
    }

    @Test func `reads runs, and averages them`() throws {
        let head =
            "variant,run,samplesPerSecond,epoch,firstBatch,stall,trainerUtilisation,diskUtilisation,coreUtilisation,workerUtilisation,out_of_memory"
        let results = try read([
            head, "all,1,100,1,0.1,0.5,0.5,0.2,0.1,0.1,0", "naive,1,,,,,,,,,1", "all,2,104,,0.1,0.5,0.5,0.2,0.1,0.1,0",
        ])
        let all = results.variants[0]
        #expect(all.figure(.samplesPerSecond)?.mean == 102 && all.figure(.samplesPerSecond)?.standardError == 2)
        #expect(all.figure(.epochSeconds)?.runs == 1 && all.isOfWholeRun == nil)
        #expect(results.variants[1].isOutOfMemory && results.variants[1].figures.isEmpty)
    }

    @Test(
        arguments: [
            ("1,al,samplesPerSecond,samples/s,100,98,102,0.95,5,1,1,1,true,x", 3, "no variant `al`", "all"),
            ("1,all,samplesPerSecnd,samples/s,100,98,102,0.95,5,1,1,1,true,x", 7, "no figure", "samplesPerSecond"),
            ("1,all,stallFraction,1,fast,0,1,0.95,5,1,1,1,true,x", 23, "`fast` is not a number", nil),
            ("1,all,stallFraction,1,,0,1,0.95,5,1,1,1,true,x", 23, "a number is missing", nil),
            ("1,all,stallFraction,1,0.5,0.6,1,0.95,5,1,1,1,true,x", 23, "does not lie", nil),
            ("1,all,stallFraction,1,0.5,,1,0.95,5,1,1,1,true,x", 27, "two ends", nil),
            ("1,all,stallFraction,1,0.5,0,1,95,5,1,1,1,true,x", 31, "not a confidence", nil),
            ("1,all,stallFraction,1,0.5,0,1,0.95,2.5,1,1,1,true,x", 36, "not a number of runs", nil),
            ("1,all,samplesPerSecond,samples/s,1,0,2,0.95,5,1,1,1,true,x", 7, "a second row", nil),
            ("1,all,stallFraction", 1, "3 cells", nil),
        ] as [(String, Int, String, String?)])
    func `tells line and column of a mistake`(
        _ row: String, _ column: Int, _ message: String, _ suggestion: String?
    ) throws {
        let diagnostic = try mistake([Self.head, Self.rate, row])
        #expect(diagnostic.file == "m.csv" && diagnostic.line == 3 && diagnostic.column == column)
        #expect(diagnostic.message.contains(message), "\(diagnostic)")
        #expect(diagnostic.suggestion == suggestion)
    }

    @Test(arguments: [
        (["a,b", "1,2"], "not measured figures"), (["variant,run,predicted,measured_low", "all,1,2,3"], "runs.csv"),
        (
            [
                "variant,cpu.cores,run,samplesPerSecond,epoch,firstBatch,stall,trainerUtilisation,diskUtilisation,coreUtilisation,workerUtilisation,out_of_memory",
                "all,8,1,100,1,0.1,0.5,0.5,0.2,0.1,0.1,0",
            ], "`cpu.cores` was varied"
        ),
    ])
    func `refuses other tables, and says which it takes`(_ lines: [String], _ text: String) throws {
        #expect("\(try mistake(lines))".contains(text))
    }
}
