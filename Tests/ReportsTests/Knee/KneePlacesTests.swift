import Experiments
import Testing

@testable import Reports

struct KneePlacesTests {
    private static func places(_ vary: String) async throws -> KneePlaces {
        KneePlaces(try await SearchedKnee.found(SweptScenario.text, vary))
    }

    @Test func `numbers of a wide range stand by their logarithm, and 0 beside the least`() async throws {
        let places = try await Self.places("prefetch=0,1,8,64")
        #expect(places.positions == [0.5, 1, 8, 64] && places.place(of: 2) == 8 && places.place(of: 9) == nil)
        #expect(places.commands.contains("set logscale x 2"))
        #expect(places.commands.contains("set xtics noenhanced ('0' 0.5, '1' 1.0, '8' 8.0, '64' 64.0)"))
    }

    @Test func `others stand by their size, and words in their order`() async throws {
        let near = try await Self.places("decode.parallelism=2,4,6")
        #expect(near.positions == [2, 4, 6] && !near.commands.contains("set logscale x 2"))
        let words = try await Self.places("cache=off,memory")
        #expect(words.positions == [0, 1] && words.commands[0].contains("'off' 0.0, 'memory' 1.0"))
    }
}
