import Testing

@testable import Pipelines

struct OtherNameTests {
    @Test(
        arguments: [
            ("num_workers", true), ("numWorkers", true), ("num-workers", true), ("NUM_WORKERS", true),
            ("num_worker", false), ("workers", false), ("", false),
        ] as [(String, Bool)])
    func `is the word in any spelling`(text: String, isTheWord: Bool) {
        #expect(OtherName("num_workers", true: nil).matches(text) == isTheWord)
    }

    @Test func `no word is a parameter of its own section, and what true means is accepted`() {
        let sections = OperatorRegistry.standard.all.map { $0 as any Section.Type } + Platform.sections
        var count = 0
        for section in sections + [TrainingLoop.self] {
            for parameter in section.parameters {
                for other in parameter.otherNames {
                    count += 1
                    #expect(!section.parameters.contains { $0.name == other.word }, "\(other.word)")
                    guard let value = other.trueValue else { continue }
                    #expect(parameter.kind == .choice(parameter.words) && parameter.words.contains(value), "\(value)")
                }
            }
        }
        #expect(count >= 20)
    }
}

extension Parameter {
    fileprivate var words: [String] { if case .choice(let words) = kind { words } else { [] } }
}
