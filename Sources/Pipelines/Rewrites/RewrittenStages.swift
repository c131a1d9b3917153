/// A pipeline's stages on their way through the rewrites, and what has been done to them.
struct RewrittenStages {
    var stages: [Pipeline.NamedStage]
    private(set) var applied: [AppliedRewrite] = []

    init(_ stages: [Pipeline.NamedStage]) { self.stages = stages }

    mutating func note(_ rewrite: AppliedRewrite) { applied.append(rewrite) }

    /// Puts one stage in the place of two neighbours wherever `fuse` finds one for them; it takes the first's name.
    mutating func fuseNeighbours(
        _ fuse: (Pipeline.NamedStage, Pipeline.NamedStage) -> ((any Operator), AppliedRewrite)?
    ) {
        var index = 0
        while index + 1 < stages.count {
            if let (fused, rewrite) = fuse(stages[index], stages[index + 1]) {
                let name = stages[index].name
                stages.replaceSubrange(index...index + 1, with: [Pipeline.NamedStage(name: name, operator: fused)])
                note(rewrite)
            }
            index += 1
        }
    }
}
