/// The steps of a training loop: what it did between getting an element and asking for the next one.
struct ProfiledSteps {
    /// Seconds of the steps, in their order.
    private(set) var seconds: [Double] = []
    /// Seconds for which the loop waited for elements, summed.
    private(set) var waitSeconds = 0.0
    /// Steps per second once the pipeline is filled; nil with fewer than two steps.
    private(set) var stepsPerSecond: Double?
    /// Seconds that asking for an element took beside waiting for it, in the mean, while a thread of the pool was free.
    private(set) var askingSeconds = 0.0
    /// The same while all of them worked, and the loop shared their cores; nil when that hardly happened.
    private(set) var busyAskingSeconds: Double?
    /// Steps of an epoch; nil when the profile shows no two whole ones.
    private(set) var epochSteps: Int?
    /// Seconds from one epoch's end to the first request of the next, in the mean; nil without two epochs.
    private(set) var betweenEpochsSeconds: Double?
    /// Bytes of an element, in the mean; nil when the profile does not say.
    private(set) var elementBytes: Double?

    /// The share of a loop's steps that warm the program up.
    private static let warmUpShare = 0.1

    /// When a program is warm: seconds since the profile began.
    ///
    /// A profile that begins while the loop runs shows a warm program. In one that shows the pipeline being made, the
    /// first steps are of another kind: functions are made, buffers are filled.
    ///
    /// - Parameters:
    ///   - requests: in any order.
    ///   - roots: the pipelines that the loop asked.
    ///   - beginnings: when iterators were made.
    static func warmUpEnd(_ requests: [ThreadWalk.Request], of roots: Set<UInt64>, beginnings: [Double]) -> Double {
        let starts = requests.filter { roots.contains($0.root) }.map(\.start).sorted()
        guard let first = starts.first, beginnings.contains(where: { $0 <= first }) else { return 0 }
        return starts[min(starts.count - 1, max(1, Int(Double(starts.count) * warmUpShare)))]
    }

    /// Steps of the loop over some iterators.
    ///
    /// - Parameters:
    ///   - requests: in any order.
    ///   - roots: the pipelines that the loop asked.
    ///   - pool: when its threads worked.
    ///   - earliest: before this the program was not warm, or a cache was filled.
    init(_ requests: [ThreadWalk.Request], of roots: Set<UInt64>, _ pool: PoolWork, after earliest: Double) {
        let asked = requests.filter { roots.contains($0.root) }.sorted { $0.start < $1.start }
        let passes = Dictionary(grouping: asked, by: \.root).values
        var first: [Double] = []
        let inOrder = passes.sorted { $0[0].start < $1[0].start }
        for pass in inOrder {
            for (request, next) in zip(pass, pass.dropFirst()) {
                let gap = max(0, next.start - request.end)
                if request.start >= earliest { seconds.append(gap) } else { first.append(gap) }
            }
        }
        measureRate(inOrder, after: earliest)
        let pauses = zip(inOrder, inOrder.dropFirst()).compactMap { pass, next in
            pass.last.flatMap { last in next.first.map { max(0, $0.start - last.end) } }
        }
        betweenEpochsSeconds = pauses.mean
        if seconds.isEmpty { seconds = first }
        waitSeconds = asked.reduce(0) { $0 + $1.end - $1.start }
        setAsking(asked.filter { $0.start >= earliest }, pool)
        elementBytes = asked.compactMap(\.bytes).mean
    }

    private mutating func setAsking(_ requests: [ThreadWalk.Request], _ pool: PoolWork) {
        var (free, busy): ([Double], [Double]) = ([], [])
        for request in requests {
            if pool.isFull(at: request.start) {
                busy.append(request.askingSeconds)
            } else {
                free.append(request.askingSeconds)
            }
        }
        askingSeconds = (free.count >= Self.fewest ? free : free + busy).mean ?? 0
        if busy.count >= Self.fewest { busyAskingSeconds = busy.mean }
    }

    /// Fewer make no mean.
    private static let fewest = 5

    /// The rate of whole epochs behind the first where there are any, and else that between requests of each epoch.
    private mutating func measureRate(_ passes: [[ThreadWalk.Request]], after earliest: Double) {
        // The last request of an epoch finds the data's end.
        let perEpoch = passes.dropLast().map { $0.count - 1 }.max() ?? 0
        let whole = passes.dropFirst().prefix { $0.count - 1 == perEpoch }
        if perEpoch > 0, let begin = passes.first?.last?.end, let end = whole.last?.last?.end, end > begin {
            epochSteps = perEpoch
            stepsPerSecond = Double(perEpoch * whole.count) / (end - begin)
            return
        }
        var (steps, duration) = (0, 0.0)
        for pass in passes {
            let steady = pass.drop { $0.start < earliest }
            guard let begin = steady.first, let end = steady.last, end.start > begin.start else { continue }
            steps += steady.count - 1
            duration += end.start - begin.start
        }
        if steps > 0 { stepsPerSecond = Double(steps) / duration }
    }
}
