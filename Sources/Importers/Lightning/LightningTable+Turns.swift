extension LightningTable {
    /// What an action does in a turn of the training loop.
    private enum Part {
        /// It gets the batch.
        case loading
        /// It copies the batch to the device; validation does so too.
        case copying
        /// It does the rest, and other actions of the rest are inside it.
        case rest
        /// It is inside the rest.
        case inside
    }

    /// Names of actions, of which the first that fits counts.
    ///
    /// A new version of Lightning is a new row.
    private static let parts: [(pattern: String, part: Part)] = [
        ("*.train_dataloader_next", .loading), ("*.train_next", .loading), ("get_train_batch", .loading),
        ("run_training_batch", .rest),
        ("*Strategy*.batch_to_device", .copying),
        ("*.optimizer_step", .inside), ("*.training_step", .inside), ("*.backward", .inside),
        ("*.optimizer_zero_grad", .inside), ("*.configure_gradient_clipping", .inside),
        ("*.on_train_batch_*", .inside), ("*.on_before_*", .inside), ("*.on_after_*", .inside),
    ]

    private func actions(_ part: Part) -> [Action] {
        actions.filter { action in
            Self.parts.first { LoopEventTable.matches(action.name.utf8[...], $0.pattern.utf8[...]) }?.part == part
        }
    }

    /// The mean turn of the training loop.
    ///
    /// - Parameter path: what messages call the file.
    /// - Throws: when the table does not have the actions of a training loop.
    package func turns(path: String) throws(ImportError) -> LoopTurns {
        guard let loading = actions(.loading).first(where: { $0.calls > 0 }) else {
            throw ImportError("`\(path)` has no action `train_dataloader_next`: \(Self.wanted), of `trainer.fit`")
        }
        let steps = actions(.rest).first { $0.calls > 0 }
        guard let steps else {
            throw ImportError("`\(path)` has no action `run_training_batch`: \(Self.wanted), of `trainer.fit`")
        }
        let perStep = { (actions: [Action]) in actions.reduce(0) { $0 + $1.totalSeconds } / Double(steps.calls) }
        // cProfile is switched off around inner actions.
        let rest = perStep([steps]) + (leavesOutInner ? perStep(actions(.inside)) : 0)
        let copies = actions(.copying).filter { $0.calls > 0 }
        let copying = copies.reduce(0) { $0 + $1.totalSeconds / Double($1.calls) }
        return LoopTurns(
            loader: .unknown, loading: loading.totalSeconds / Double(loading.calls), rest: rest, copying: copying)
    }

    /// Seconds of an epoch, and its steps, where the table tells them: validation and whatever else it does included.
    package var epoch: (seconds: Double, steps: Int)? {
        guard let epoch = actions.first(where: { $0.name == "run_training_epoch" }), epoch.calls > 0,
            let steps = actions(.rest).first, steps.calls > 0, !leavesOutInner
        else { return nil }
        return (epoch.totalSeconds / Double(epoch.calls), steps.calls / epoch.calls)
    }
}
