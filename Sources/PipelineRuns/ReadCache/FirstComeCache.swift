/// What came first stays, as long as there is room; nothing goes.
///
/// Each sample is used once in an epoch, so that no other policy without knowledge of the order finds more of them: the
/// share that is not found is 1 − capacity ÷ data.
///
/// - Source: J. Mohan, A. Phanishayee, A. Raniwala, V. Chidambaram (2021), "Analyzing and mitigating data stalls in DNN
///   training", PVLDB 14(5), section 6.1 (MinIO).
struct FirstComeCache: CachePolicy {
    private let capacityBytes: Int64
    private var kept: Set<Int64> = []
    private(set) var keptBytes: Int64 = 0

    init(capacityBytes: Int64) { self.capacityBytes = capacityBytes }

    func isFound(_ sample: Int64, epoch: Int32) -> Bool { kept.contains(sample) }

    mutating func keep(_ sample: Int64, bytes: Int64, evict: (Int64) -> Void) -> Bool {
        guard wouldKeep(bytes: bytes), kept.insert(sample).inserted else { return false }
        keptBytes += bytes
        return true
    }

    func wouldKeep(bytes: Int64) -> Bool { bytes <= capacityBytes - keptBytes }
}
