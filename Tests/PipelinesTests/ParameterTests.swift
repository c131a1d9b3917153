import Pipelines
import Testing
import Variates

struct ParameterTests {
    /// Every section that a scenario file may hold.
    static let sections: [any Section.Type] =
        OperatorRegistry.standard.all.map { $0 as any Section.Type } + Platform.sections + [
            TrainingLoop.self, RunPlan.self,
        ]

    @Test(arguments: sections.indices)
    func `defaults are of the declared kind, in the declared range`(_ index: Int) {
        let section = Self.sections[index]
        #expect(!section.name.isEmpty && !section.summary.isEmpty)
        #expect(Set(section.parameters.map(\.name)).count == section.parameters.count)
        for parameter in section.parameters {
            #expect(!parameter.summary.isEmpty)
            guard let value = parameter.defaultValue else { continue }
            #expect(!parameter.isOptional)
            #expect(accepts(parameter.kind, value), "\(section.name).\(parameter.name)")
        }
        if let primary = section.primaryParameter {
            #expect(section.parameters.contains { $0.name == primary })
        }
    }

    @Test(arguments: OperatorRegistry.standard.all.indices)
    func `examples are of the declared kinds`(_ index: Int) {
        let type = OperatorRegistry.standard.all[index]
        for example in type.examples {
            for (name, value) in example.sorted(by: { $0.key < $1.key }) {
                let parameter = type.parameters.first { $0.name == name }
                #expect(parameter.map { accepts($0.kind, value) } == true, "\(type.name).\(name)")
            }
        }
    }

    private func accepts(_ kind: Parameter.Kind, _ value: ParameterValue) -> Bool {
        switch (kind, value) {
        case (.count(let range), .count(let count)), (.countOrWord(let range, _), .count(let count)),
            (.countOrDistribution(let range), .count(let count)):
            range.contains(count)
        case (.quantity(_, let range), .quantity(let quantity)),
            (.quantityOrWord(_, let range, _), .quantity(let quantity)):
            range.contains(quantity)
        case (.quantityOrWord(_, _, let word), .word(let given)):
            word == given
        case (.choice(let words), .word(let given)), (.countOrWord(_, let words), .word(let given)):
            words.contains(given)
        case (.distribution, .distribution), (.countOrDistribution, .distribution), (.curve, .curve), (.table, .table),
            (.name, .word):
            true
        default:
            false
        }
    }
}
