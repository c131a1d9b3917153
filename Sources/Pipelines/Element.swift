/// What flows through a pipeline: one sample, or a batch of them.
///
/// Plain bits without holes: a copy of what surrounds a hole is slow.
public struct Element: BitwiseCopyable, Sendable, Hashable {
    /// Number of the sample in the data set; of the first one for a batch.
    public var sample: Int64
    /// Bytes held in host memory, at most `maximumBytes`.
    public private(set) var bytes: Int64
    /// Samples inside: 1, or the size of a batch.
    public var samples: Int64
    /// Epoch of the source that produced it, counted from 0.
    public var epoch: Int32
    private var deviceFlag: Int32 = 0
    /// Sum of a hash of the samples inside: equal contents, equal digest, whatever the order.
    public var digest: UInt64
    /// The backend's bytes of this element, by a number that no other has; 0 where it has none, as in a simulation.
    public internal(set) var content: Int64 = 0

    /// One sample as the source reads it.
    public init(sample: Int64, bytes: Int64, epoch: Int32) {
        self.sample = sample
        self.bytes = min(bytes, Self.maximumBytes)
        self.samples = 1
        self.epoch = epoch
        self.digest = Self.digest(of: sample)
    }

    /// A file that is yet to be opened: it holds no bytes of its samples, and its digest is that of the first of them.
    init(file samples: Range<Int64>, epoch: Int32) {
        self.init(sample: samples.lowerBound, bytes: 0, epoch: epoch)
        self.samples = Int64(samples.count)
    }

    /// Whether the bytes are already in the accelerator's memory.
    public var onDevice: Bool {
        @inline(__always) get { deviceFlag != 0 }
        @inline(__always) set { deviceFlag = newValue ? 1 : 0 }
    }

    /// 1 PiB: sizes beyond it are cut to it, so that sums of them cannot overflow.
    public static let maximumBytes: Int64 = 1 << 50

    /// The same element with other contents.
    public func resized(toBytes bytes: Int64) -> Element {
        var resized = self
        resized.bytes = min(bytes, Self.maximumBytes)
        return resized
    }

    /// The same element, whose bytes are yet to be read.
    var withoutContent: Element {
        var element = self
        element.content = 0
        return element
    }

    /// Takes in another element, as a batch does.
    public mutating func join(_ other: Element) {
        samples += other.samples
        bytes = min(bytes + other.bytes, Self.maximumBytes)
        digest &+= other.digest
    }

    /// A well-mixed 64-bit image of a sample number (the finaliser of SplitMix64: Steele, Lea, Flood 2014).
    public static func digest(of sample: Int64) -> UInt64 {
        var z = UInt64(bitPattern: sample) &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension Element: OfSample {
    package func ofSample(_ sample: Int64) -> Element {
        var element = self
        element.sample = sample
        element.digest = Self.digest(of: sample)
        return element
    }
}
