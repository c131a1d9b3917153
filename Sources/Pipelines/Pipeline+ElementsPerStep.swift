extension Pipeline {
    /// Elements that leave each stage for one step of the training loop, on average.
    ///
    /// Filters count with the share that they keep, shards with what they drop.
    package var elementsPerStep: [Double] {
        var elements = Array(repeating: 1.0, count: stages.count)
        for index in stages.indices.dropFirst().reversed() {
            elements[index - 1] = elements[index] * stages[index].operator.intake(from: storedFiles)
        }
        return elements
    }
}
