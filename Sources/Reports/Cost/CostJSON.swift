package import Experiments
import Measurements
package import ScenarioFiles

extension JSONValue {
    /// What a scenario costs: for an hour, by resource, and for an epoch.
    package init(_ cost: ScenarioCost) {
        let items = cost.hourly.items.map { item in
            JSONValue.object([
                ("resource", .string(item.resource.rawValue)), ("amount", .number(item.amount)),
                ("perHour", .number(item.perHour)),
            ])
        }
        self = .object([
            ("currency", .string(cost.currency)), ("perHour", .number(cost.perHour)),
            ("perEpoch", cost.perEpoch.map { Self($0, unit: cost.currency) } ?? .null),
            ("disk", cost.hourly.disk.map { .string($0) } ?? .null),
            ("items", .array(items)),
            ("unknown", .array(cost.hourly.unknown.map { .string($0.rawValue) })),
        ])
    }
}
