/// What `overlap simulate` shows without a file: small enough to answer within a second.
enum BuiltInExample {
    static let text = """
        overlap: 1
        name: built-in example
        question: Images are decoded on 8 cores for one GPU. How much do prefetch, parallel map and cache help?
        platform:
          disk: {latency: 200 us, bandwidth: 500 MB/s, queueDepth: 8}
          cpu: {cores: 8}
          gpu: {copyBandwidth: 12 GB/s}
        pipeline:
          - source: {elements: 1280, size: 110 KiB, access: random}
          - map: {name: decode, cost: {lognormal: {mean: 6 ms, cv: 0.3}}, outputBytes: 588 KiB}
          - cache: off
          - map: {name: augment, cost: {lognormal: {mean: 1 ms, cv: 0.2}}}
          - batch: 32
          - prefetch: 0
        train: {step: {lognormal: {mean: 40 ms, cv: 0.05}}, epochs: 3}
        run: {precision: 1 %}
        variants:
          naive: {}
          prefetch: {prefetch: 2}
          parallel map: {decode.parallelism: 8, augment.parallelism: 8}
          cache: {cache: memory}
          all: {from: parallel map, prefetch: 2, cache: memory}
        """ + "\n"

    static let next = """
        Next: overlap new -o pipeline.yaml            a commented scenario to edit
              overlap simulate pipeline.yaml          its variants side by side
              overlap sweep pipeline.yaml --vary prefetch=0..64:log2 -o curve.csv
              overlap help figures                    what each row means, with window and formula
        """
}
