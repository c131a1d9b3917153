/// The scenario that a new user starts from.
public enum StarterScenario {
    /// How a file begins, for messages about files that do not.
    static let hint = "a scenario, which begins with `overlap: 1`"

    /// A commented scenario that decodes as it is.
    public static let text = """
        # A pipeline that feeds a training loop, and the hardware it runs on.
        # Quantities carry units: 6 ms, 110 KiB, 500 MB/s, 0.5 %.
        overlap: 1                     # version of this format
        name: image training
        question: How much do prefetching, parallel decoding and a cache help?

        platform:
          disk: {latency: 1 ms, bandwidth: 500 MB/s, queueDepth: 8}
          cpu: {cores: 8}
          gpu: {copyBandwidth: 12 GB/s}
          memory: 64 GB

        # From the data on disk to the accelerator, in this order.
        pipeline:
          - source: {elements: 384, size: 110 KiB, access: random}
          - map:
              name: decode             # what variants call this stage
              cost: {lognormal: {mean: 2 ms, cv: 0.3}}
          - cache: off
          - batch: 32
          - prefetch: 0

        train: {step: 20 ms, epochs: 3}

        # How long to simulate: until the throughput is known to within 0.5 %.
        run: {seed: 1, precision: 0.5 %}

        # Differences from the pipeline above; each variant is simulated.
        variants:
          naive: {}
          prefetch: {prefetch: 2}
          parallel: {decode.parallelism: 8}
          both: {from: parallel, prefetch: 2}
          all: {from: both, cache: memory}
        """ + "\n"
}
