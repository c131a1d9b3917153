import ArgumentParser
import Experiments
import Foundation
import ScenarioFiles

/// `overlap points`: what `overlap sweep --dask` runs on other machines.
struct PointsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "points", abstract: "Answers requests for points, lines of JSON on standard input.",
        shouldDisplay: false)

    @Argument(help: "A scenario file.")
    var file: String

    @OptionGroup var plan: PlanOptions

    func run() async throws {
        let opened = try plan.open(file)
        while let line = readLine() {
            guard let request: PointRequest = try? ExactJSON.value(Array(line.utf8)) else {
                throw CommandFailure.usage("a line on standard input is not a request of this version")
            }
            let answer = await request.answer(from: opened.file, opened.overrides)
            try OutputFile.write(ExactJSON.bytes(of: answer) + [UInt8(ascii: "\n")], to: nil)
        }
    }
}
