import Pipelines

/// The share of the accelerator that a program feeds.
enum AcceleratorShare {
    /// The constant with the number of accelerators.
    static let count = "ACCELERATORS"
    /// The constant with the number of the one, from 0.
    static let index = "RANK"

    /// Both constants.
    static func constants(_ gpu: GPU) -> [[String]] {
        [["\(count) = \(gpu.count)"], ["\(index) = int(os.environ.get(\"RANK\", \"0\"))"]]
    }
}
