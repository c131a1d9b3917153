import Experiments
import Foundation
import Pipelines
import ScenarioFiles

/// The scenario files that are compared, each read once, and the alternatives that arguments name in them.
struct ComparedFiles {
    private let operands: [ComparedOperand]
    private let options: ScenarioOptions
    private let overrides: [Override]
    private let files: [(path: String, file: ScenarioFile)]

    /// - Parameters:
    ///   - operands: scenario files, or variants of them, at least one.
    ///   - options: what changes in all of them, and which variants of files of which none is named.
    ///   - more: changes by other named options.
    init(
        _ operands: [ComparedOperand], _ options: ScenarioOptions, _ more: [Override]
    ) throws(CommandFailure) {
        self.operands = operands
        self.options = options
        var files: [(path: String, file: ScenarioFile)] = []
        for operand in operands where !files.contains(where: { $0.path == operand.path }) {
            files.append((operand.path, try ScenarioFile(forCommand: operand.path, options.changes)))
        }
        self.files = files
        overrides = try options.overrides(more)
    }

    /// Decodes what is compared of them, tells how tables were read, and checks what is to be written.
    ///
    /// - Parameter others: what else is read.
    func decoded<Value>(
        writing written: [WrittenFile], reading others: [String], _ decode: () throws(CommandFailure) -> Value
    ) throws(CommandFailure) -> Value {
        try files.map(\.file).decoded(
            writing: written, reading: files.map(\.path) + options.changes.overlayFiles + others,
            isQuiet: options.quiet, decode)
    }

    /// Checks that no parameter is guessed twice.
    func check(_ guesses: [Guess]) throws(CommandFailure) {
        for (file, variant) in try variants() {
            do throws(SweepGridError) {
                try files[file].file.checkGivenOnce(guessed: guesses, variants: [variant], overrides: overrides)
            } catch {
                throw CommandFailure(error)
            }
        }
    }

    /// What is compared, in the order of the arguments.
    ///
    /// - Parameters:
    ///   - groups: changes that each make one more alternative of the only one.
    ///   - places: guesses at places of their ranges, in all alternatives.
    func alternatives(
        against groups: [ChangeGroup], assuming places: [(guess: Guess, place: Double)] = []
    ) throws(CommandFailure) -> [Alternative] {
        let variants = try variants()
        if !groups.isEmpty, variants.count > 1 {
            let known = variants.map(\.variant).joined(separator: ", ")
            throw .usage(
                "`--against` changes one scenario, and \(variants.count) are given: name one of \(known), as "
                    + "`\(visible(operands[0].path)):\(visible(variants[0].variant))`")
        }
        var alternatives: [Alternative] = []
        for (file, variant) in variants {
            for group in [nil] + groups.map(Optional.some) {
                let changes = try files[file].file.overrides(
                    overrides + (group?.overrides ?? []), assuming: places, variant: variant)
                alternatives += try files[file].file.scenarios([variant], changes).map {
                    Alternative(name: group?.name ?? name(file, variant), $0)
                }
            }
        }
        try check(alternatives)
        return alternatives
    }

    /// The file and the variant of each.
    private func variants() throws(CommandFailure) -> [(file: Int, variant: String)] {
        if !options.variants.isEmpty, operands.contains(where: { $0.variant != nil }) {
            throw .usage(
                "`--variants` chooses among all variants of a file: leave it out, or the variant behind the colon")
        }
        var all: [(file: Int, variant: String)] = []
        for operand in operands {
            guard let file = files.firstIndex(where: { $0.path == operand.path }) else { continue }
            if let variant = operand.variant {
                all.append((file, variant))
            } else {
                all += try options.variantNames(of: files[file].file).map { (file, $0) }
            }
        }
        return all
    }

    private func check(_ alternatives: [Alternative]) throws(CommandFailure) {
        let names = alternatives.map(\.name)
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            throw .usage("`\(visible(name))` is named twice")
        }
        guard alternatives.count >= 2 else {
            throw .usage(
                "only one scenario is given, `\(visible(names.joined()))`: to compare, give another file, "
                    + "`file:variant`, or `--against path=value`")
        }
        guard alternatives.count <= Comparison.mostAlternatives else {
            throw .usage(
                "there are \(alternatives.count) scenarios, and at most \(Comparison.mostAlternatives) can be "
                    + "compared at a time: choose some with `--variants`, or draw curves with `overlap sweep`")
        }
    }

    /// The variant's name, with that of its file where there are several.
    private func name(_ file: Int, _ variant: String) -> String {
        guard files.count > 1 else { return variant }
        func stem(_ path: String) -> String { URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent }
        let own = files[file].path
        let isUnique = files.count { stem($0.path) == stem(own) } == 1
        let name = isUnique ? stem(own) : own
        return files[file].file.variantNames.count == 1 ? name : "\(name):\(variant)"
    }
}
