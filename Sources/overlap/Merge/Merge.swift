import ArgumentParser
import Experiments
import Foundation

/// `overlap merge`.
struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Joins the parts of a sweep that several machines have simulated.",
        discussion: """
            As `overlap sweep pipeline.yaml --vary prefetch.buffer=0..64 --shard 3/16 -o part3.csv` writes them, each with the same \
            options. The result has the same bytes as that of one machine. A part that is missing, given twice or of \
            another sweep is an error that names it.
            """)

    @Argument(help: "All parts, in any order.", completion: .file())
    var parts: [String]

    @OptionGroup var output: OutputOption

    func run() throws {
        try FileUses.check(.result(output.path), reading: parts)
        do {
            // What is no text is no part either, and is refused as such.
            let read = try parts.map { path in
                (name: path, part: try SweepPart(String(decoding: Data(forCommand: path), as: UTF8.self), name: path))
            }
            try OutputFile.write(try SweepPart.merged(read), to: output.path)
        } catch let error as SweepPartError {
            throw CommandFailure.badScenario("\(error)")
        }
    }
}
