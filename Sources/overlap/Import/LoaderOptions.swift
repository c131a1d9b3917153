import ArgumentParser
import Importers

/// What the user knows of a loop's loader, and a file of a profiler does not tell.
struct LoaderOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Worker processes that the loader had.", valueName: "N"))
    var workers: Int?

    @Option(parsing: .unconditional, help: ArgumentHelp("Samples in its batches.", valueName: "N"))
    var batch: Int?

    /// Whether anything is known.
    var isGiven: Bool { workers != nil || batch != nil }

    func validate() throws {
        try checkNumber("--workers", workers, in: 0...256)
        try checkNumber("--batch", batch, in: 1...100_000)
    }

    /// The same for the import.
    var known: TurnsScenario.Known { TurnsScenario.Known(workers: workers, batch: batch) }
}

extension ProfiledScenario {
    /// The scenario of a loop whose turns are known.
    ///
    /// - Parameters:
    ///   - source: the file that was read.
    ///   - word: what it calls its rate.
    init(_ turns: LoopTurns, _ options: LoaderOptions, from source: String, command: String, word: String) {
        let loop = TurnsScenario(turns, known: options.known)
        document = loop.document(file: source, command: command)
        self.word = word
        unit = options.batch == nil ? "steps/s" : "samples/s"
        rate = turns.perSecond.map { $0 * Double(options.batch ?? 1) }
        warnings = loop.warnings
        remark = loop.boundSentence
    }
}
