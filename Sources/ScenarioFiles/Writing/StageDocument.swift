package import Pipelines

/// A stage of a pipeline to be written.
package struct StageDocument: Sendable {
    private let name: WrittenValue?
    /// What is said of the operator.
    package var parameters: SectionDocument

    /// A stage whose parameters have their defaults so far.
    ///
    /// - Parameter name: the stage's own name: a word, or a text from elsewhere.
    package init(_ type: any Operator.Type, name: WrittenValue? = nil, _ layout: WrittenMapping.Layout = .line) {
        self.name = name
        parameters = SectionDocument(type, layout)
    }

    /// A stage of one value.
    package init(_ type: any Operator.Type, _ parameter: String, _ value: WrittenValue) {
        self.init(type)
        parameters.set(parameter, value)
    }

    /// The item of the pipeline's list: `prefetch: 2`, or the operator with its parameters.
    var item: WrittenValue {
        guard name != nil || !parameters.isEmpty || parameters.mapping.layout == .line else {
            return .word(parameters.name)
        }
        let named = name.map { [WrittenMapping.Item.entry("name", $0)] } ?? []
        let body = named.isEmpty ? parameters.bareValue : nil
        return .block([(parameters.name, body ?? parameters.preceded(by: named))])
    }
}
