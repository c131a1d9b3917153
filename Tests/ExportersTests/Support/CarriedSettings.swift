import Pipelines
import Variates

/// What a program carries of an operator: its settings, without times, sizes and locks.
enum CarriedSettings {
    /// The operator as one that can be compared with what a program says.
    static func of(_ part: any Operator) -> String {
        switch part {
        case let source as Source: return "source \(source.lengths.samples) in \(source.lengths.files) \(source.access)"
        case var map as Map:
            (map.service, map.use, map.outputBytes, map.lock) = (free, .core, nil, nil)
            if map.parallelism == .sequential, map.requests == nil { map.order = .ordered }
            if map.requests != nil { map.pool = .shared }
            return "\(map)"
        case var interleave as Interleave:
            (interleave.service, interleave.use, interleave.outputBytes, interleave.lock) = (free, .core, nil, nil)
            if interleave.parallelism == .sequential { interleave.order = .ordered }
            return "\(interleave)"
        case var filter as Filter:
            (filter.service, filter.use) = (free, .core)
            return "\(filter)"
        case var batch as Batch:
            batch.service = free
            if batch.parallelism == .sequential { batch.order = .ordered }
            return "\(batch)"
        case var skip as Skip:
            skip.cost = 0
            return "\(skip)"
        case var loader as DataLoader:
            (loader.service, loader.collate, loader.use, loader.outputBytes, loader.lock) = (free, 0, .core, nil, nil)
            if loader.workers == 0 {
                (loader.prefetchFactor, loader.lifetime, loader.order) = (2, .epoch, .ordered)
            }
            return "\(loader)"
        default: return "\(part)"
        }
    }

    /// The same in PyTorch, where a function of the loop's process has no pool, and rewrites nobody asks about.
    static func inPyTorch(_ part: any Operator) -> String {
        guard var map = part as? Map else { return of(part) }
        (map.pool, map.function) = (.shared, .stateless)
        return of(map)
    }

    /// The same as far as it can be seen in a program that runs.
    static func recordable(_ part: any Operator) -> String {
        guard var loader = part as? DataLoader else { return of(part) }
        // Which samples a worker makes at a time stays in its process.
        loader.requests = 1
        return of(loader)
    }

    private static let free = ServiceTime(secondsPerElement: 0)
}
