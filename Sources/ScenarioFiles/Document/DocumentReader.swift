import Foundation
import Synchronization
import Yams

/// Reads YAML into a tree of nodes that know their place.
///
/// Rejected, because scenarios do without and they make files hard to read or to bound: anchors and aliases, merge
/// keys, tags, keys that are not plain text, a second document.
enum DocumentReader {
    /// The tree of a text.
    ///
    /// - Parameters:
    ///   - source: what messages show, the same text unless it is an override.
    ///   - accepted: what an empty text should be.
    static func read(
        _ text: String, source: SourceText, accepted: String = StarterScenario.hint
    ) throws(ScenarioFileError) -> DocumentNode {
        if let location = hostileIndicator(in: source) {
            throw ScenarioFileError(Diagnostic("too many aliases or `?` keys: scenarios use neither", at: location))
        }
        if let location = controlCharacter(in: source) {
            throw ScenarioFileError(Diagnostic("this line contains a control character", at: location))
        }
        return try onDeepStack { compose(text, source: source, accepted) }.get()
    }

    /// Runs in a thread whose stack is large enough for libYAML's 1,000 levels: Yams recurses, also to free its tree.
    private static func onDeepStack<Value: Sendable>(_ body: @escaping @Sendable () -> Value) -> Value {
        let result = Mutex<Value?>(nil)
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let value = body()
            result.withLock { $0 = value }
            done.signal()
        }
        thread.stackSize = 64 << 20
        thread.start()
        done.wait()
        guard let value = result.withLock({ $0 }) else { preconditionFailure("the thread signals after its result") }
        return value
    }

    private static func compose(
        _ text: String, source: SourceText, _ accepted: String
    ) -> Result<DocumentNode, ScenarioFileError> {
        do {
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else {
                return .failure(
                    ScenarioFileError(
                        Diagnostic("the file is empty", file: source.name, accepted: accepted)))
            }
            var conversion = NodeConversion(source: source)
            // Nodes hold their anchors weakly: the parser owns them.
            let node = withExtendedLifetime(parser) { conversion.convert(root, depth: 0) }
            do { try conversion.log.throwIfAny() } catch { return .failure(error) }
            return .success(node)
        } catch let error as YamlError {
            return .failure(ScenarioFileError(YAMLProblem.diagnostic(for: error, in: source)))
        } catch {
            return .failure(ScenarioFileError(Diagnostic("\(error)", file: source.name)))
        }
    }
}
