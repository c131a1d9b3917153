public struct Actions { mutating func fail(_ f: Failure) {} }
public struct Work {}
extension Operator { public func makeStage(_ context: StageContext) -> any Stage { preconditionFailure("soon") } }
