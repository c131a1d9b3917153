import Pipelines

extension Pipeline {
    /// The source, for a pipeline that does not have the stage which opens its files: each is read on to its end.
    var sourceAlone: NamedStage? {
        guard let first = stages.first, var source = first.operator as? Source, files?.opensEachSample == false else {
            return stages.first
        }
        source.access = .sequential
        return NamedStage(name: first.name, operator: source)
    }
}
