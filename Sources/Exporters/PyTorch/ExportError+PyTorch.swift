extension ExportError {
    /// A stage that leaves out samples which the loop has made already.
    static func unreadOnly(_ name: String, _ stage: ExportedStage) -> ExportError {
        .cannotSay(
            stage: stage.name,
            reason:
                "in PyTorch `\(name)` leaves out numbers of samples, before they are read: use a `dataLoader` behind it, "
                + "or `overlap export tfdata`")
    }

    /// A stage for which PyTorch has nothing.
    ///
    /// - Parameters:
    ///   - what: what PyTorch does not have.
    ///   - remedy: what to use instead.
    static func hasNot(_ what: String, _ stage: ExportedStage, use remedy: String) -> ExportError {
        .cannotSay(stage: stage.name, reason: "PyTorch has no \(what): \(remedy)")
    }
}
