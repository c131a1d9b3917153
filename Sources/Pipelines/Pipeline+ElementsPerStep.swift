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

    /// Steps of the longest round of any stage, of workers that take turns for example: at least one.
    package var stepsPerRound: Double {
        zip(stages, elementsPerStep).reduce(1) { longest, stage in
            max(longest, stage.0.operator.round(of: storedFiles) / stage.1)
        }
    }
}
