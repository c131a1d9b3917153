package import Experiments
import Pipelines
package import ScenarioFiles

extension JSONValue {
    /// Bounds of the variants of a scenario.
    ///
    /// - Parameter target: samples per second that are wanted, if any.
    package init(scenario: String, _ bounds: [Bounds], target: Double?) {
        self = .object([
            ("scenario", .string(scenario)),
            ("target", JSONValue(target)),
            ("variants", .array(bounds.map { JSONValue($0, target: target) })),
        ])
    }

    private init(_ bounds: Bounds, target: Double?) {
        self = .object([
            ("variant", .string(bounds.scenario.variant)),
            ("samplesPerSecond", JSONValue(bounds.binding?.samplesPerSecond)),
            ("binds", bounds.binding.map { .string($0.name) } ?? .null),
            ("bufferedBytes", JSONValue(bounds.bufferedBytes.isFinite ? bounds.bufferedBytes : nil)),
            ("resources", .array(bounds.resources.map { JSONValue($0, target: target) })),
        ])
    }

    private init(_ resource: ResourceBound, target: Double?) {
        self = .object([
            ("kind", .string(resource.kind.rawValue)),
            ("name", .string(resource.name)),
            ("secondsPerSample", .number(resource.secondsPerSample)),
            ("servers", .number(resource.servers)),
            ("samplesPerSecond", .number(resource.samplesPerSecond)),
            ("neededServers", JSONValue(target.map(resource.servers))),
        ])
    }
}
