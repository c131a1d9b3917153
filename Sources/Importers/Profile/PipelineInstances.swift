/// Which iterators belong to which pipeline: a program may have several, and makes them anew for each epoch.
struct PipelineInstances {
    private let parents: [UInt64: UInt64]
    private var roots: [UInt64: UInt64] = [:]
    private static let deepest = 200
    /// No program has more.
    private static let mostPipelines = 100

    init(parents: [UInt64: UInt64]) { self.parents = parents }

    /// The iterator at the root of another's pipeline: the last that is known on the way.
    mutating func root(of id: UInt64) -> UInt64 {
        if let known = roots[id] { return known }
        var root = id
        for _ in 0..<Self.deepest {
            guard let parent = parents[root], parent != root else { break }
            root = parent
        }
        roots[id] = root
        return root
    }

    /// The roots of the pipeline that delivered most elements to the loop, and how many others there were.
    ///
    /// Pipelines with the same iterators are one, made several times.
    mutating func main(
        _ walk: ThreadWalk, _ profile: HostProfile
    ) -> (roots: Set<UInt64>, elements: Int, others: Int)? {
        var shapes: [UInt64: Set<Int>] = [:]
        for call in walk.calls { shapes[root(of: call.id), default: []].insert(call.path) }
        var delivered: [UInt64: Int] = [:]
        for request in walk.requests { delivered[request.root, default: 0] += 1 }
        var alike: [(shape: Set<String>, roots: Set<UInt64>, elements: Int)] = []
        let outlines = delivered.map { root, elements in
            (
                shape: Set((shapes[root] ?? []).compactMap { Self.outline(profile.paths[$0]) }), root: root,
                elements: elements
            )
        }
        for pass in outlines.sorted(by: { ($1.shape.count, $0.root) < ($0.shape.count, $1.root) })
        where !pass.shape.isEmpty {
            // A pass that a profile shows in part lacks some.
            if let same = alike.firstIndex(where: { pass.shape.isSubset(of: $0.shape) }) {
                alike[same].roots.insert(pass.root)
                alike[same].elements += pass.elements
            } else if alike.count < Self.mostPipelines {
                alike.append((pass.shape, [pass.root], pass.elements))
            }
        }
        guard let most = alike.max(by: { $0.elements < $1.elements }) else { return nil }
        return (most.roots, most.elements, delivered.values.reduce(0, +) - most.elements)
    }

    /// Where an iterator stands, if it is there in every epoch: what a cache or a file has before it may not be.
    private static func outline(_ path: IteratorPath) -> String? {
        let kinds = path.parts.map(\.kind)
        let isBehindSource = kinds.dropLast().contains {
            $0.hasSuffix("Cache") || $0.hasSuffix("Interleave") || $0 == "FlatMap"
        }
        return isBehindSource ? nil : kinds.joined(separator: "::")
    }
}
