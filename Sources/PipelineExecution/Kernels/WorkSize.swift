/// How many work items keep a device busy.
enum WorkSize {
    /// Items of a group: a power of two, for sums by halves.
    static func groupSize(on device: OpenCLDevice) -> Int {
        var size = 1
        while size < 64, 2 * size <= device.maximumWorkGroupSize { size *= 2 }
        return size
    }

    /// Several groups for each compute unit: where one is held up, the others take over its groups.
    static func groups(on device: OpenCLDevice) -> Int { 8 * max(1, device.computeUnits) }
}
