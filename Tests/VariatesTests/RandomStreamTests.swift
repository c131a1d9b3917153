import CGSL
import Testing

@testable import Variates

@Suite struct RandomStreamTests {
    private let key = StreamKey(seed: 5, replication: 1, stage: "read")

    @Test func `is our generator behind GSL's interface`() {
        let stream = RandomStream(state: Xoshiro256PlusPlus(1, 2, 3, 4))
        #expect(String(cString: gsl_rng_name(stream.handle)) == "xoshiro256++")
        #expect(gsl_rng_min(stream.handle) == 0)
        #expect(gsl_rng_max(stream.handle) == UInt.max)
        #expect(gsl_rng_size(stream.handle) == 32)
        #expect(gsl_rng_get(stream.handle) == 41_943_041)
        #expect(gsl_rng_get(stream.handle) == 58_720_359)
    }

    @Test func `can be seeded and copied by GSL`() {
        let stream = RandomStream(key)
        gsl_rng_set(stream.handle, 9)
        #expect(stream.state == Xoshiro256PlusPlus(expanding: 9))
        let copy = RandomStream(StreamKey(seed: 0, replication: 0, stage: ""))
        copy.state = stream.state
        #expect(gsl_rng_get(copy.handle) == gsl_rng_get(stream.handle))
    }

    @Test func `gives uniform numbers with the top 53 bits`() {
        let stream = RandomStream(state: Xoshiro256PlusPlus(1, 2, 3, 4))
        var bits = Xoshiro256PlusPlus(1, 2, 3, 4)
        for _ in 0..<100 {
            #expect(gsl_rng_uniform(stream.handle) == Double(bits.next() >> 11) / 9_007_199_254_740_992)
        }
    }

    @Test func `never gives zero where a positive number is asked for`() {
        // In this state the first output is 0 and the second is not.
        let stream = RandomStream(state: Xoshiro256PlusPlus(0, 1, 2, 0))
        let same = RandomStream(state: Xoshiro256PlusPlus(0, 1, 2, 0))
        #expect(gsl_rng_uniform(same.handle) == 0)
        #expect(gsl_rng_uniform_pos(stream.handle) > 0)
    }

    @Test func `draws unrelated numbers for neighbouring samples`() {
        let stream = RandomStream(key)
        let values = (Int64(0)..<20_000).map { id in
            stream.state = key.initialState.substream(id)
            return gsl_rng_uniform(stream.handle)
        }
        #expect(failures(of: values, against: .uniform(lower: 0, upper: 1)).isEmpty)
        for lag in 1...4 {
            #expect(abs(correlation(values, Array(values.dropFirst(lag)))) < 3.29 / 20_000.0.squareRoot())
        }
    }
}
