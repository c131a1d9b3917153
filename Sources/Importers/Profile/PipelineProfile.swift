package import Foundation

/// An input pipeline as a profile shows that it ran: TensorFlow's tf.data, with its functions and the loop's steps.
package struct PipelineProfile: Sendable {
    /// Steps of the loop that the profile shows.
    package let steps: Int
    /// Samples per second in the profile, once the pipeline was filled; nil when it shows too few steps.
    package let samplesPerSecond: Double?
    /// Samples of the profile for each of the scenario: another number than 1 where those of a batch vary.
    package let samplesForEach: Double
    /// What a profile of this length cannot tell, as sentences.
    package let warnings: [String]
    /// The scenario as far as its sections; without comments.
    let parts: ScenarioParts

    /// Fewer steps make distributions that are hardly known.
    private static let fewSteps = 100

    /// Reads a profile by TensorFlow's profiler, `*.xplane.pb`, which may be packed by gzip.
    ///
    /// - Parameter path: what messages call the file.
    /// - Throws: when it is no such profile, is damaged, or shows no input pipeline.
    package init(xSpace data: Data, path: String) throws(ImportError) {
        try self.init(try HostProfile(xSpace: data, path: path), path: path)
    }

    init(_ profile: HostProfile, path: String) throws(ImportError) {
        var walk = ThreadWalk()
        for thread in profile.threads { walk.add(thread, paths: profile.paths) }
        guard !walk.calls.isEmpty else {
            throw ImportError(
                "`\(path)` shows no input pipeline: it has no events `Iterator::…`. tf.data writes them where "
                    + "`host_tracer_level` is 2 or more")
        }
        var instances = PipelineInstances(parents: walk.parents)
        guard let main = instances.main(walk, profile) else {
            throw ImportError(
                "`\(path)` shows iterators, but no loop that asks them: it has no events `IteratorGetNext…::DoCompute`")
        }
        let pool = PoolSettings(profile.settings(of: main.roots))
        let work = PoolWork(walk.work.values.flatMap { $0 }, threads: pool.threads)
        walk.leaveOutPoolWaits(work)
        let calls = walk.calls.filter { main.roots.contains(instances.root(of: $0.id)) }
        let warm = ProfiledSteps.warmUpEnd(walk.requests, of: main.roots, beginnings: walk.makings.map(\.start))
        let tree = IteratorTree(calls, profile, after: warm)
        guard let root = tree.root else { throw ImportError("`\(path)` shows no iterator at the loop") }
        let functions = FunctionCalls.all(walk, tree, profile, work, after: warm) {
            main.roots.contains(instances.root(of: $0))
        }
        let chain = PipelineChain(tree, from: root)
        let cache = CacheState(tree, chain)
        let loop = ProfiledSteps(walk.requests, of: main.roots, work, after: max(warm, cache.lastFilling ?? 0))
        parts = ScenarioParts(
            tree: tree, chain: chain, functions: functions, loop: loop, cache: cache, walk: walk, pool: pool,
            hasDevices: profile.hasDevices)
        steps = main.elements
        let samples = parts.stages.samples
        samplesPerSecond = loop.stepsPerSecond.map { $0 * samples.profiled }
        samplesForEach = samples.profiled / Double(samples.written)
        var warnings: [String] = []
        if steps < Self.fewSteps {
            warnings.append("the profile shows only \(steps) steps: profile \(Self.fewSteps) or more")
        }
        if main.others > 0 {
            warnings.append("the profile has another pipeline too, of \(main.others) elements, which is left out")
        }
        self.warnings = warnings
    }
}

extension IteratorTree {
    /// The node that no other asks; nil when there is no call.
    var root: Int? {
        let asked = Set(nodes.flatMap(\.inputs))
        return nodes.indices.filter { !asked.contains($0) }.max { nodes[$0].calls < nodes[$1].calls }
    }
}

/// Whether a cache was complete while the profile was made.
struct CacheState {
    /// Elements that a complete cache holds; nil when none is known to be complete.
    private(set) var elements: Int?
    /// When the cache was filled for the last time, if it was read from after that; nil when the profile shows none.
    private(set) var lastFilling: Double?

    /// Looks at the cache that stands first behind the loop.
    init(_ tree: IteratorTree, _ chain: PipelineChain) {
        let caches = chain.links.filter { tree.nodes[$0].kind == "MemoryCache" || tree.nodes[$0].kind == "FileCache" }
        guard let cache = caches.first, let times = tree.nodes[cache].times else { return }
        let filling = tree.nodes[cache].inputs.compactMap { tree.nodes[$0].times?.upperBound }.max()
        guard let filling else {
            elements = tree.nodes[cache].count("buffered_elements")
            return
        }
        let inputs = tree.nodes[cache].inputs.map { tree.nodes[$0].calls }.max() ?? 0
        // A call that finds the data's end fills nothing.
        guard times.upperBound > filling, tree.nodes[cache].calls > inputs + 1 else { return }
        lastFilling = filling
        elements = tree.nodes[cache].count("buffered_elements") ?? max(1, inputs - 1)
    }
}
