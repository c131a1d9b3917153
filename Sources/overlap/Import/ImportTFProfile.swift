import ArgumentParser
import Foundation
import Importers
import ScenarioFiles

/// `overlap import tfprofile`.
struct ImportTFProfile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tfprofile", abstract: "Writes a scenario of a pipeline that TensorFlow's profiler recorded.",
        discussion: """
            Profile a hundred steps of the loop, the iterators' events included:
              options = tf.profiler.experimental.ProfilerOptions(host_tracer_level=2, python_tracer_level=0)
              tf.profiler.experimental.start("profile", options)
            Then
              overlap import tfprofile profile -o mine.yaml
            The first line compares the rate in the profile with the simulated one.
            """)

    @Argument(
        help: "The profiler's directory, or a file *.xplane.pb in it, also packed by gzip.",
        completion: .file(extensions: ["pb", "gz"]))
    var file: String

    @OptionGroup var written: NewFileOption

    func run() async throws {
        let found: ProfileFolder
        do throws(ImportError) { found = try ProfileFolder(file) } catch {
            throw CommandFailure.inputOutput("\(error)")
        }
        try written.check(reading: [found.file])
        let profile = try Data.imported(found.file, PipelineProfile.init(xSpace:path:))
        let imported = ProfiledScenario(
            document: profile.scenario(file: found.file, command: "overlap import tfprofile"), word: "profiled",
            rate: profile.isTooLargeToSimulate ? nil : profile.samplesPerSecond, samplesForEach: profile.samplesForEach,
            warnings: found.warnings + profile.warnings)
        try await imported.write(from: found.file, to: written)
    }
}
