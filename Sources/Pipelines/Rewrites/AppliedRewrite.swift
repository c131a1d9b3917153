/// What one rewrite has done to a pipeline.
public enum AppliedRewrite: Sendable, Equatable, CustomStringConvertible {
    /// A stage that does nothing is gone.
    case removed(String)
    /// A shuffle and the repeat that follows it are one stage, called after the shuffle.
    case fusedShuffleAndRepeat(shuffle: String, repeat: String)
    /// A sequential map has become a parallel one whose parallelism is tuned automatically.
    case parallelised(map: String)
    /// A map and the batch that follows it are one stage, called after the map.
    case fusedMapAndBatch(map: String, batch: String)
    /// A prefetch whose buffer is tuned automatically, of this name, stands at the end.
    case addedPrefetch(String)

    /// A few words for the user.
    public var description: String {
        switch self {
        case .removed(let stage): "no-op removed (\(stage))"
        case .fusedShuffleAndRepeat(let shuffle, let `repeat`): "shuffle+repeat fused (\(shuffle), \(`repeat`))"
        case .parallelised(let map): "map parallelised (\(map))"
        case .fusedMapAndBatch(let map, let batch): "map+batch fused (\(map), \(batch))"
        case .addedPrefetch: "prefetch(auto) added at the end"
        }
    }
}
