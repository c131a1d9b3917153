import Files
import Foundation
public import Pipelines

/// A scenario file: one pipeline on one platform, and variants of it.
///
/// Reading decodes all variants, so that all mistakes of a file are known at once; a file of measured values that
/// cannot be used is told when a variant needs it, because a change may replace it.
public struct ScenarioFile: Sendable {
    /// What the scenario calls itself; the file's name when it does not.
    public let name: String
    /// What the scenario is meant to answer.
    public let question: String?
    /// The rules that `overlap lint` shall not apply to it.
    public let silencedRules: [LintRuleID]
    /// What the lanes of its timelines are called.
    public let laneNames: LaneNames
    /// In the order of the file; `base` alone when the file names none.
    public var variantNames: [String] { variants.names }

    /// What was read from files of measured values so far, for overrides too, and how: a sentence for each column.
    public var notes: [String] { dataFiles.decoded.notes }

    /// The operators that its pipelines may name.
    let operators: OperatorRegistry
    private let root: DocumentNode
    private let variants: Variants
    let dataFiles: DataFiles
    private let decoded: DecodedVariants

    /// Reads a file; `-` is standard input.
    ///
    /// - Parameters:
    ///   - path: the file's path, or `-`.
    ///   - allowsFilesOutside: whether files of measured values may lie outside the scenario's folder.
    /// - Throws: when it cannot be read, is larger than 1 MiB or not UTF-8, or is not a valid scenario.
    public init(path: String, allowsFilesOutside: Bool = false) throws(ScenarioFileError) {
        let data: Data
        do { data = try InputLimits.read(path: path, limit: InputLimits.scenarioBytes) } catch {
            throw ScenarioFileError(Diagnostic(error.reason, file: path))
        }
        let text: String
        do { text = try InputLimits.text(data) } catch {
            throw ScenarioFileError(Diagnostic(error.reason, file: path, accepted: StarterScenario.hint))
        }
        // Not by way of a URL, which would repair the bytes of a current directory that are not UTF-8.
        try self.init(
            text: text, name: path == "-" ? "standard input" : path, directory: parentDirectory(of: path),
            allowsFilesOutside: allowsFilesOutside)
    }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: YAML.
    ///   - name: what messages call it.
    ///   - directory: the scenario's folder: paths of files of measured values are relative to it, those of overrides
    ///     too.
    ///   - allowsFilesOutside: whether such files may lie outside of it.
    ///   - operators: that its pipelines may name.
    /// - Throws: when it is not a valid scenario.
    public init(
        text: String, name: String, directory: String, allowsFilesOutside: Bool = false,
        operators: OperatorRegistry = .standard
    ) throws(ScenarioFileError) {
        let checked = try Self.checked(text, name: name)
        let root = try DocumentReader.read(checked, source: SourceText(name: name, text: checked))
        let folder = DataFolder(path: directory, allowsFilesOutside: allowsFilesOutside)
        try self.init(root, called: name, folder, operators)
    }

    /// Reads a document, not its text: its values are decoded as they are.
    ///
    /// - Parameter name: what messages call it.
    /// - Throws: when it is not a valid scenario.
    package init(_ document: ScenarioDocument, name: String) throws(ScenarioFileError) {
        let place = Location.unwritten(name)
        let root = DocumentNode(content: .mapping(document.root.nodeEntries(at: place)), location: place)
        try self.init(root, called: name, DataFolder(path: "."), .standard)
    }

    private init(
        _ root: DocumentNode, called name: String, _ folder: DataFolder, _ operators: OperatorRegistry
    ) throws(ScenarioFileError) {
        var decoder = NodeDecoder(dataFiles: DataFiles(folder), operators: operators)
        decoder.header(root)
        guard root.entries != nil else { throw ScenarioFileError(decoder.log.diagnostics) }
        let stem = URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent
        self.name = decoder.name(in: root) ?? visible(stem)
        question = decoder.question(in: root)
        silencedRules = decoder.silencedRules(in: root)
        laneNames = decoder.laneNames(in: root)
        variants = Variants(root, log: &decoder.log)
        try Self.checkWork(root, variants)
        var log = decoder.log
        var decoded = DecodedVariants()
        for variant in variants.names where !decoded.areTooWrong {
            decoder.log = DiagnosticLog()
            let scenario = Self.decode(
                root, variants.edits(of: variant), self.name, variant, laneNames, &decoder)
            decoded.add(variant, scenario, decoder.log.diagnostics)
        }
        decoded.report(to: &log)
        try log.throwIfAny()
        self.operators = operators
        self.root = root
        self.decoded = decoded
        dataFiles = decoder.dataFiles
    }

    /// The files of measured values that were read for it so far.
    public var measuredFiles: [String] { dataFiles.decoded.paths }

    /// All variants, in the order of the file.
    ///
    /// - Parameter overrides: changes made after those of each variant.
    /// - Throws: when an override leads nowhere, its value is not accepted, or a file of measured values cannot be
    ///   used.
    public func scenarios(overrides: [Override] = []) throws(ScenarioFileError) -> [Scenario] {
        var scenarios: [Scenario] = []
        for name in variantNames { scenarios.append(try scenario(variant: name, overrides: overrides)) }
        return scenarios
    }

    /// One variant.
    ///
    /// - Parameters:
    ///   - variant: one of `variantNames`.
    ///   - overrides: changes made after those of the variant.
    /// - Throws: when there is no such variant, an override leads nowhere, its value is not accepted, or a file of
    ///   measured values cannot be used.
    public func scenario(variant: String, overrides: [Override] = []) throws(ScenarioFileError) -> Scenario {
        guard let index = variantNames.firstIndex(of: variant) else {
            var log = DiagnosticLog()
            let source = SourceText(name: "command line", text: variant)
            let place = Location(source: source, line: 1, column: 1)
            log.reportUnknown("variant", variant, at: place, known: variantNames)
            throw ScenarioFileError(log.diagnostics)
        }
        guard !overrides.isEmpty else { return try decoded.scenario(index) }
        var decoder = NodeDecoder(dataFiles: dataFiles, operators: operators)
        let edits = variants.edits(of: variant) + overrides.map(\.edit)
        let scenario = Self.decode(root, edits, name, variant, laneNames, &decoder)
        try decoder.log.throwIfAny()
        guard let scenario else { preconditionFailure("a scenario that is not decoded leaves a diagnostic") }
        try refuseReplaced(overrides, variant: variant)
        return scenario
    }

    /// What is decoded for a variant: the file with all changes made.
    ///
    /// - Throws: when a change leads nowhere.
    func tree(variant: String, overrides: [Override]) throws(ScenarioFileError) -> DocumentNode {
        var log = DiagnosticLog()
        var tree = root
        for edit in variants.edits(of: variant) + overrides.map(\.edit) {
            edit.apply(to: &tree, of: operators, log: &log)
        }
        try log.throwIfAny()
        return tree
    }

    private static func decode(
        _ root: DocumentNode, _ edits: [TreeEdit], _ name: String, _ variant: String, _ laneNames: LaneNames,
        _ decoder: inout NodeDecoder
    ) -> Scenario? {
        var tree = root
        for edit in edits { edit.apply(to: &tree, of: decoder.operators, log: &decoder.log) }
        return decoder.scenario(tree, name: name, variant: variant, laneNames: laneNames)
    }

    private static func checked(_ text: String, name: String) throws(ScenarioFileError) -> String {
        do { return try InputLimits.scenarioText(Data(text.utf8)) } catch {
            throw ScenarioFileError(Diagnostic(error.reason, file: name))
        }
    }

    /// Bounds the work of a file: each variant changes and decodes the whole tree.
    private static func checkWork(_ root: DocumentNode, _ variants: Variants) throws(ScenarioFileError) {
        let stages = root["pipeline"]?.items?.count ?? 0
        let edits = variants.names.reduce(0) { $0 + variants.edits(of: $1).count }
        guard root.count * variants.names.count + edits * (1 + stages) > InputLimits.decodedNodes else { return }
        throw ScenarioFileError(
            Diagnostic(
                "too large: \(variants.names.count) variants of \(root.count) values each",
                at: root["variants"]?.location ?? root.location))
    }
}
