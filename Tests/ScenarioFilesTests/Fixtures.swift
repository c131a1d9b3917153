import ScenarioFiles

/// Scenarios that tests start from.
enum Fixtures {
    /// The folder of measured files, found beside this source.
    static let directory = "\(#filePath)".split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/Fixtures"

    /// The smallest scenario.
    static let small = """
        overlap: 1
        pipeline:
          - source: 100
          - map: {name: decode, cost: 6 ms}
          - map: {name: augment, cost: 2 ms}
          - batch: 10
          - prefetch: 1
        train: 20 ms
        """

    /// Reads a scenario called `s.yaml`.
    static func file(_ text: String) throws(ScenarioFileError) -> ScenarioFile {
        try ScenarioFile(text: text, name: "s.yaml", directory: directory)
    }
}
