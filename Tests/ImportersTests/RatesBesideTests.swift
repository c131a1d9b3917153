import Testing

@testable import Importers

@Suite struct RatesBesideTests {
    @Test(arguments: [
        (100.0, 104.9, "profiled 100 samples/s, simulated 104.9 at the same settings", false),
        (
            100, 115,
            "do not rely on this scenario yet: simulated 15 % faster: profiled 100 samples/s, simulated 115 at the same settings",
            true
        ),
        (
            5372, 4834.8,
            "do not rely on this scenario yet: simulated 10 % slower: profiled 5372 samples/s, simulated 4835 at the same "
                + "settings",
            true
        ),
        (0, 1, "profiled 0 samples/s, simulated 1 at the same settings", false),
    ])
    func `more than 5 % apart is said first`(told: Double, simulated: Double, sentence: String, isApart: Bool) {
        let rates = RatesBeside(word: "profiled", told, simulated: simulated, unit: "samples/s")
        #expect(rates.sentence == sentence)
        #expect(rates.isApart == isApart)
    }
}
