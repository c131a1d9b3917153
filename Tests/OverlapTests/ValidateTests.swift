import Foundation
import Testing

@Suite struct ValidateTests {
    /// Two points of some tens of milliseconds each.
    private static let scenario = """
        overlap: 1
        name: brief
        platform: {cpu: {cores: 2, workers: 4}}
        pipeline: [{source: {elements: 24}}, {map: {name: decode, cost: 2 ms, use: wait}}, {prefetch: 1}]
        train: {step: 1 ms, epochs: 2}
        variants: {a: {}, b: {decode.parallelism: 4}}
        """

    private static func directory() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try scenario.write(toFile: directory.path("s.yaml"), atomically: true, encoding: .utf8)
        return directory
    }

    private static func rows(_ text: String) -> [[String]] {
        text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    /// Samples per second of the first variant.
    private static func rate(_ run: CommandRun) throws -> Double {
        let row = try #require(rows(run.output).first { $0[1] == "a" && $0[2] == "samplesPerSecond" })
        return try #require(Double(row[4]))
    }

    @Test func `predicts, stores the predictions, runs, and compares`() throws {
        let directory = try Self.directory()
        let run = try CommandRun([
            "validate", directory.path("s.yaml"), "--runs", "2", "--device", "emulated", "--vary", "prefetch=1,2",
            "-o", directory.path("v"), "-q",
        ])
        #expect(run.code == 0, "\(run.errors)")
        let predictions = Self.rows(try directory.text("v/predictions.csv"))
        let results = Self.rows(try directory.text("v/validation.csv"))
        #expect(predictions.map { $0[0] } == ["variant", "a", "a", "b", "b"])
        #expect(results.map { Array($0[0...1]) } == predictions.map { Array($0[0...1]) })
        #expect(Self.rows(try directory.text("v/runs.csv")).count == 1 + 2 * 4)
        let written = try ["predictions", "runs"].map {
            try FileManager.default.attributesOfItem(atPath: directory.path("v/\($0).csv"))[.modificationDate] as? Date
        }
        #expect(try #require(written[0]) < #require(written[1]))
        for row in results.dropFirst() {
            let predicted = try #require(Double(row[3]))
            let measured = try #require(Double(row[4]))
            #expect(predicted > 0 && measured > 0)
            #expect(Double(row[7]) != nil)
        }
        #expect(run.output.contains("4 points, error: median "))
        #expect(try directory.text("v/machine.txt").contains("device: emulated"))
    }

    /// Whether a point misses, by what is printed of it: by more than the tolerance and twice its spread.
    private static func misses(_ point: [String: Any], _ tolerance: Double) throws -> Bool {
        let (error, spread) = (try #require(point["error"] as? Double), try #require(point["spread"] as? Double))
        return error.magnitude > max(tolerance, 2 * spread)
    }

    @Test func `says by its exit code when points miss`() throws {
        let directory = try Self.directory()
        let arguments = [
            "validate", directory.path("s.yaml"), "--runs", "2", "--device", "emulated", "-o", directory.path("v"),
            "-q",
            "--json",
        ]
        let tight = try CommandRun(arguments + ["--tolerance", "0.0000001%"])
        let loose = try CommandRun(arguments + ["--tolerance", "100%"])
        #expect(loose.code == 0)
        for (run, tolerance) in [(tight, 1e-9), (loose, 1)] {
            let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
            let points = try #require(json?["points"] as? [[String: Any]])
            #expect(points.count == 2)
            #expect(try points.contains { try Self.misses($0, tolerance) } == (run.code == 1))
        }
        for nonsense in ["much", "5", "500%"] {
            #expect(try CommandRun(arguments + ["--tolerance", nonsense]).code == 64, "\(nonsense)")
        }
        #expect(try CommandRun(arguments + ["--runs", "1"]).code == 64)
    }

    /// All data may have to be verified before anything is written.
    @Test func `says where nothing can be written before it looks at the data, and makes nothing before`() throws {
        let directory = try Self.directory()
        let arguments = [
            "validate", directory.path("s.yaml"), "--set", "source.size=1 B", "--data", directory.path("none"), "-q",
            "-o",
        ]
        for (output, message) in [
            ("s.yaml/v", "cannot create `\(directory.path("s.yaml/v"))`: Not a directory"),
            ("s.yaml", "cannot write `\(directory.path("s.yaml/machine.txt"))`: Not a directory"),
            ("new/v", "`\(directory.path("none"))` does not exist"),
        ] {
            let run = try CommandRun(arguments + [directory.path(output)])
            #expect(run.code == 74 && run.errors.hasPrefix("error: \(message)"), "\(run.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: directory.path("new")))
    }

    /// Prediction and run are out of the modelled memory: an outcome, not a mistake in the scenario.
    @Test func `a scenario without enough memory is validated`() throws {
        let directory = try Self.directory()
        let text = """
            overlap: 1
            platform: {memory: {capacity: 100 kB}}
            pipeline: [{source: {elements: 40, size: 5 kB}}, {cache: memory}]
            train: 1 ms
            """
        try text.write(toFile: directory.path("m.yaml"), atomically: true, encoding: .utf8)
        let data = ["--data", directory.path("d"), "-q"]
        #expect(try CommandRun(["datagen", directory.path("m.yaml")] + data).code == 0)
        let run = try CommandRun(
            [
                "validate", directory.path("m.yaml"), "--runs", "2", "--device", "emulated", "--tolerance", "5%", "-o",
                directory.path("v"),
            ] + data)
        #expect(run.code == 0, "\(run.errors)")
        #expect(
            run.output.contains("base: out of memory, predicted after ") && run.output.contains("; measured after "))
        #expect(run.output.contains("no point can be compared.\n") && run.output.contains("0 of 1 point miss"))
        for file in ["validation", "runs", "predictions"] {
            let rows = Self.rows(try directory.text("v/\(file).csv"))
            #expect(rows.count == (file == "runs" ? 3 : 2) && rows[0].last == "out_of_memory")
            #expect(rows[1].last == (file == "validation" ? "both" : "1"))
        }
    }

    @Test func `a calibration is an overlay that simulate takes`() throws {
        let directory = try Self.directory()
        let run = try CommandRun([
            "calibrate", directory.path("s.yaml"), "--device", "emulated", "-q", "-o", directory.path("m.yaml"),
        ])
        #expect(run.code == 0, "\(run.errors)")
        let overlay = try directory.text("m.yaml")
        #expect(overlay.contains("\n# stage decode: ") && overlay.contains("\n  timerOvershoot: [["))
        let arguments = ["simulate", directory.path("s.yaml"), "--replications", "1", "--csv", "-q"]
        let plain = try CommandRun(arguments)
        let calibrated = try CommandRun(arguments + ["--overlay", directory.path("m.yaml")])
        #expect(calibrated.code == 0, "\(calibrated.errors)")
        // Sleeps end late, never early.
        #expect(try Self.rate(calibrated) < Self.rate(plain))
    }
}
