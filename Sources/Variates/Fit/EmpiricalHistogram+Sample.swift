extension EmpiricalHistogram {
    /// How wide, relative, the bin of a single frequent value is: bins of scenario files have a width.
    private static let narrowest = 1e-6

    /// The bins of measured values, with empty bins where no values are.
    ///
    /// - Parameter values: at least two different ones, ascending, each from 0 to 10¹².
    init(ascending values: [Double]) throws(DistributionError) {
        let groups = ValueGroups(values)
        var edges: [Double] = []
        var counts: [Double] = []
        for (start, end) in zip(groups.boundaries, groups.boundaries.dropFirst()) {
            if start == 0 || groups.isGap(at: start) {
                if start > 0 { counts.append(0) }
                edges.append(Self.beginning(values, start, end))
            }
            counts.append(Double(end - start))
            edges.append(
                groups.isGap(at: end) || end == values.count
                    ? Self.end(values, start, end)
                    : values[end - 1] + (values[end] - values[end - 1]) / 2)
        }
        try self.init(edges: edges, counts: counts)
    }

    /// The first value of a group; that of the last group is lower where the group has no width: the maximum stays.
    private static func beginning(_ values: [Double], _ start: Int, _ end: Int) -> Double {
        guard start > 0, end == values.count else { return values[start] }
        let room = (values[start] - values[start - 1]) / 2
        return min(values[start], values[end - 1] - min(narrowest * values[end - 1], room))
    }

    /// The last value of a group, or a higher one where the group has no width.
    private static func end(_ values: [Double], _ start: Int, _ end: Int) -> Double {
        guard end < values.count else { return values[end - 1] }
        let value = values[start]
        let room = (values[end] - value) / 2
        return max(values[end - 1], value + min(narrowest * (value > 0 ? value : values[end]), room))
    }
}
