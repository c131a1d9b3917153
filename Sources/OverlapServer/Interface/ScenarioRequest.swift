import Foundation
import Pipelines
import ScenarioFiles

/// What a request says of the scenario that it is about.
struct ScenarioRequest: Decodable {
    /// One that the server lists.
    private let name: String?
    /// YAML, in place of a name.
    private let scenario: String?
    /// Those meant; all where none is named.
    private let variants: [String]?
    /// Changes, as on the command line.
    private let set: [String]?
    /// Knobs that were turned: a path, and a number or a word.
    private let turn: [TurnedKnob]?

    /// What commands call a scenario that was pasted, once it is saved.
    private static let pastedName = "pipeline.yaml"

    /// Changes of one request: each is made in all of its variants.
    private static let mostChanges = 100
    /// Variants times changes.
    private static let mostEdits = 2_000

    /// The scenario with the changes that the request asks for.
    ///
    /// - Parameters:
    ///   - library: scenarios that it may name.
    ///   - mostBytes: of a scenario that it brings.
    /// - Throws: when it, or a change, has mistakes.
    func read(from library: ScenarioLibrary, mostBytes: Int) throws(RequestFailure) -> RequestedScenario {
        let (text, name) = try source(library)
        guard text.utf8.count <= mostBytes || scenario == nil else {
            throw .unusable("the scenario is too large for the page: at most \(mostBytes >> 10) KiB are read")
        }
        let file = try library.file(text, name: name)
        let chosen = try chosenVariants(of: file)
        try checkWork(variants: chosen.count)
        do throws(ScenarioFileError) {
            var overrides: [Override] = []
            for change in set ?? [] { overrides.append(try Override(argument: change)) }
            let turns = (turn ?? []).map(\.turn)
            overrides += try file.overrides(turning: turns, variant: chosen[0], overrides: overrides)
            // What was changed was not run.
            let isAsRecorded = name == library.started && scenario == nil && overrides.isEmpty
            return RequestedScenario(
                file: file, text: text, path: name, variants: chosen, namesVariants: !(variants ?? []).isEmpty,
                overrides: overrides, recorded: isAsRecorded ? library.recorded : .none)
        } catch {
            throw RequestFailure(error)
        }
    }

    private func checkWork(variants: Int) throws(RequestFailure) {
        let changes = (set ?? []).count + (turn ?? []).count
        guard changes <= Self.mostChanges else {
            throw .unusable("\(changes) changes are too many: at most \(Self.mostChanges) are made")
        }
        guard variants * (changes + 1) <= Self.mostEdits else {
            throw .unusable("\(changes) changes of \(variants) variants are too many: name some of the variants")
        }
    }

    private func source(_ library: ScenarioLibrary) throws(RequestFailure) -> (text: String, name: String) {
        switch (scenario, name) {
        case (let text?, _): (text, Self.pastedName)
        case (nil, let name?): (try library.text(of: name), name)
        case (nil, nil): throw .badRequest("`name` or `scenario` is missing: one of them says which scenario is meant")
        }
    }

    private func chosenVariants(of file: ScenarioFile) throws(RequestFailure) -> [String] {
        guard let variants, !variants.isEmpty else { return file.variantNames }
        guard Set(variants).count == variants.count else { throw .unusable("a variant is named twice") }
        for variant in variants where !file.variantNames.contains(variant) {
            let nearest = didYouMean(variant, among: file.variantNames, after: ": ")
            throw .unusable("there is no variant `\(visible(variant))`\(nearest)")
        }
        return variants
    }
}

/// `["decode.cost", 0.007]` or `["prefetch.buffer", "auto"]`.
private struct TurnedKnob: Decodable {
    let turn: Turn

    init(from decoder: any Decoder) throws {
        var parts = try decoder.unkeyedContainer()
        let path = try parts.decode(String.self)
        if let number = try? parts.decode(Double.self) {
            turn = Turn(path: path, .number(number))
        } else {
            turn = Turn(path: path, .word(try parts.decode(String.self)))
        }
    }
}

/// A scenario with the changes of a request.
struct RequestedScenario {
    /// As it was read.
    let file: ScenarioFile
    /// YAML.
    let text: String
    /// What commands call it.
    let path: String
    /// At least one.
    let variants: [String]
    /// Whether the request names them, rather than meaning all.
    let namesVariants: Bool
    /// What is changed in all of them.
    let overrides: [Override]
    /// Real runs of it.
    let recorded: RecordedTimelines

    /// The variants, changed.
    func scenarios() throws(RequestFailure) -> [Scenario] {
        do throws(ScenarioFileError) {
            var scenarios: [Scenario] = []
            for variant in variants {
                scenarios.append(try file.scenario(variant: variant, overrides: overrides))
            }
            return scenarios
        } catch {
            throw RequestFailure(error)
        }
    }

    /// The command that does the same.
    func command(_ name: String) -> CommandText {
        CommandText(name, path).variants(namesVariants ? variants : []).changes(overrides)
    }
}
