import Variates

/// What goes through a place of a pipeline in an epoch, on average.
public struct MeanFlow: Sendable, Equatable {
    /// Elements of an epoch; infinite where the data never end.
    public var elements: Double
    /// Samples in an element.
    public var samples: Double
    /// Bytes of an element; 0 for names of files and indices.
    public var bytes: Double

    /// A flow of elements.
    public init(elements: Double, samples: Double, bytes: Double) {
        self.elements = elements
        self.samples = samples
        self.bytes = bytes
    }

    /// The same with bytes that a function makes of each sample, if it says how many.
    func resized(toBytesPerSample bytesPerSample: Int64?) -> MeanFlow {
        var flow = self
        if let bytesPerSample { flow.bytes = Double(bytesPerSample) * samples }
        return flow
    }

    /// The same in batches, the last one of an epoch included.
    func batched(_ size: Int) -> MeanFlow {
        MeanFlow(
            elements: (elements / Double(size)).rounded(.up), samples: samples * Double(size),
            bytes: bytes * Double(size))
    }
}

/// What an element is.
public enum ElementKind: Sendable {
    /// A sample, or several in a batch.
    case sample
    /// The name of a file, for an operator that opens it.
    case file
    /// The index of a sample, for an operator that reads it.
    case index

    /// Several of them, as messages call them.
    var plural: String {
        switch self {
        case .sample: "samples"
        case .file: "files"
        case .index: "indices"
        }
    }
}

extension Pipeline {
    /// What leaves each stage in an epoch, on average; filters count with the share that they keep.
    package var meanFlows: [MeanFlow] {
        let (named, stored) = (files, storedFiles)
        var flow = MeanFlow(
            elements: Double(named?.count ?? stored.lengths.samples), samples: 1,
            bytes: named == nil ? stored.size.mean : 0)
        return stages.map { stage in
            flow = stage.operator.meanFlow(after: flow, from: stored)
            return flow
        }
    }
}
