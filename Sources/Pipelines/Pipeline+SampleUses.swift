extension Pipeline {
    /// How often a sample is read in one pass through the data: by each worker that goes through all of them, for each
    /// accelerator that gets the same data as the others.
    ///
    /// - Parameter accelerators: those that the pipeline feeds, before each has its share.
    package func usesPerPass(accelerators: Int) -> Double {
        let reader = stages.firstIndex { $0.operator.takes != .sample } ?? 0
        let alike = dividesData(before: reader) ? 1 : accelerators
        return Double(stages[reader].operator.readersOfAll * alike)
    }

    /// Whether a stage in front of the one that reads samples drops what is for other accelerators.
    private func dividesData(before reader: Int) -> Bool {
        let files = storedFiles
        return stages[..<reader].contains { stage in
            stage.operator.onAccelerator(0, of: 2).intake(from: files) > stage.operator.intake(from: files)
        }
    }
}
