extension RewrittenStages {
    /// TensorFlow's `inject_prefetch`: a prefetch with an automatic buffer after a last stage that has no thread.
    ///
    /// `prefetch: 0` counts as a prefetch, although it has none.
    mutating func addPrefetch() {
        guard let last = stages.last?.operator, !last.isAsynchronous, !(last is Prefetch) else { return }
        let name = unusedName("injected prefetch")
        stages.append(Pipeline.NamedStage(name: name, operator: Prefetch.automatic))
        note(.addedPrefetch(name))
    }

    private func unusedName(_ wanted: String) -> String {
        var name = wanted
        var number = 2
        while stages.contains(where: { $0.name == name }) {
            name = "\(wanted)-\(number)"
            number += 1
        }
        return name
    }
}
