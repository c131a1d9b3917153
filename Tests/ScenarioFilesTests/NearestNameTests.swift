import Testing

@testable import ScenarioFiles

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("", "", 0), ("buffer", "buffer", 0), ("bufer", "buffer", 1), ("bfufer", "buffer", 1), ("kitten", "sitting", 3),
        ("", "abc", 3), ("abc", "", 3), ("ab", "ba", 1), ("ca", "abc", 3),
    ])
    func `counts edits`(left: String, right: String, distance: Int) {
        #expect(editDistance(Array(left), Array(right)) == distance)
    }

    @Test(arguments: [
        ("bufer", "buffer"), ("Buffer", "buffer"), ("paralelism", "parallelism"), ("core", "cores"), ("zzz", nil),
        (String(repeating: "buffer", count: 100_000), nil), ("", nil),
    ])
    func `suggests only what is near`(name: String, expected: String?) {
        #expect(nearestName(to: name, among: ["parallelism", "buffer", "cores"]) == expected)
    }

    @Test func `does not take one letter for another`() {
        #expect(nearestName(to: "k", among: ["B", "kB"]) == nil)
        #expect(nearestName(to: "kb", among: ["B", "kB"]) == "kB")
    }

    @Test func `a word that goes on where a name of four letters ends is near it`() {
        #expect(nearestName(to: "Automatic", among: ["none", "auto"]) == "auto")
        #expect(nearestName(to: "mapAndBatch", among: ["map", "batch"]) == nil)
        #expect(nearestName(to: "aut", among: ["automatic"]) == nil)
    }

    @Test func `a sentence ends with the name that may be meant, or without`() {
        #expect(didYouMean("bufer", among: ["buffer", "cores"]) == "; did you mean `buffer`?")
        #expect(didYouMean("bufer", among: ["buffer", "cores"], after: ": ") == ": did you mean `buffer`?")
        #expect(didYouMean("zzz", among: ["buffer", "cores"]).isEmpty)
    }
}
