import Pipelines
import Synchronization
import Variates

/// The measured distributions of a scenario and the files they are in, shared by all variants and points of a sweep:
/// each is decoded once, and there is one copy of its table.
///
/// Texts that look alike are equal to Swift, but not to the file system: bytes are compared.
final class DecodedDistributions: Sendable {
    private struct State {
        var known: [[UInt8]: Distribution] = [:]
        var paths: [String] = []
        var notes: [String] = []
    }

    private let state = Mutex(State())

    /// What was decoded of a text; the files that it names are the same for all.
    subscript(text: String) -> Distribution? {
        get { state.withLock { $0.known[Array(text.utf8)] } }
        set { state.withLock { $0.known[Array(text.utf8)] = newValue } }
    }

    /// The files that were read, each once.
    var paths: [String] { state.withLock { $0.paths } }

    /// What was read and how, a sentence for each column.
    var notes: [String] { state.withLock { $0.notes } }

    func note(path: String) { state.withLock { $0.paths.appendOnce(path) } }

    func note(_ sentence: String) { state.withLock { $0.notes.appendOnce(sentence) } }
}

extension [String] {
    fileprivate mutating func appendOnce(_ text: String) {
        if !contains(where: { $0.utf8.elementsEqual(text.utf8) }) { append(text) }
    }
}

extension NodeDecoder {
    /// The distribution of a node: that of an equal node before, or what `decode` makes of it.
    mutating func shared(
        _ entry: DocumentNode.Entry, _ dimension: Dimension, decode: (inout NodeDecoder) -> Distribution?
    ) -> Distribution? {
        let text = "\(dimension) \(entry.key) \(entry.value.flowText)"
        if let known = dataFiles.decoded[text] { return known }
        let distribution = decode(&self)
        dataFiles.decoded[text] = distribution
        return distribution
    }
}
