import Pipelines

extension NodeDecoder {
    /// What the scenario calls the lanes of its timelines.
    mutating func laneNames(in root: DocumentNode) -> LaneNames {
        var names = LaneNames()
        let known = LaneNames.Kind.allCases.map(\.rawValue)
        guard let node = root["lanes"], !node.isEmpty, let entries = entries(node, known: known, "lane", of: "lanes")
        else { return names }
        for entry in entries {
            guard let kind = LaneNames.Kind(rawValue: entry.key),
                let name = text(entry.value, accepted: "a name for the lane")
            else { continue }
            guard (1...LaneNames.longest).contains(name.unicodeScalars.count) else {
                log.report(
                    "the name of a lane is empty or too long", at: entry.value.location,
                    accepted: "up to \(LaneNames.longest) characters")
                continue
            }
            guard log.isPlain(name, "the name of a lane", at: entry.value.location) else { continue }
            names[kind] = name
        }
        return names
    }
}

extension LaneNames {
    /// Characters of a name, at most: what pictures have room for.
    static let longest = 16
}
