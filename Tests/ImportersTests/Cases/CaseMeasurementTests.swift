import Testing

@testable import Importers

@Suite struct CaseMeasurementTests {
    @Test func `reads medians, spread, epochs and limits`() throws {
        let measurement = try #require(
            try Cases.file(
                """
                "id": "a", "noisy": true, "epoch_s_runs": [[1, 5], [3, 4], [2, 9]],
                "autotuned_prefetch_limit_runs": [2.0, null, 8.0, 4.0],
                "measured": {"steps_per_s": {"median": 100, "min": 95, "max": 101}, "first_step_s": 0.5}
                """
            ).entries[0].measurement)
        #expect(measurement.stepsPerSecond == 100)
        #expect(measurement.spread == 0.06)
        #expect(measurement.firstStepSeconds == 0.5)
        #expect(measurement.stallFraction == nil)
        #expect(measurement.epochSeconds == [2, 5])
        #expect(measurement.prefetchLimits == [2, 8, 4])
        #expect(measurement.prefetchLimit == 4)
        #expect(measurement.isNoisy)
    }

    @Test(arguments: ["", #""measured": null"#, #""measured": {"wall_s": 3}"#])
    func `is nothing without a throughput`(members: String) throws {
        #expect(try Cases.file(members).entries[0].measurement == nil)
    }
}
