import COpenCL

/// A device that OpenCL offers, or a part of one, with what it says about itself.
package struct OpenCLDevice: Sendable {
    /// What kind of processor it is.
    package enum Kind: String, Sendable {
        /// The processor that also runs this program.
        case cpu = "CPU"
        /// A graphics processor.
        case gpu = "GPU"
        /// A processor for computing alone.
        case accelerator = "accelerator"
        /// Anything else.
        case other = "other"
    }

    /// The platform that offers it.
    package let platform: String
    /// Its name.
    package let name: String
    /// Who made it.
    package let vendor: String
    /// The version of OpenCL that it implements.
    package let version: String
    /// The version of its driver.
    package let driver: String
    /// What kind of processor it is.
    package let kind: Kind
    /// Units that work side by side: cores of a CPU, multiprocessors of a GPU.
    package let computeUnits: Int
    /// Its highest clock, in Hz; 0 where the driver does not say.
    package let clockHertz: Double
    /// Its memory, in bytes.
    package let memoryBytes: Int
    /// The largest buffer that it must be able to hold, in bytes.
    package let maximumBufferBytes: Int
    /// Work items that one group may have.
    package let maximumWorkGroupSize: Int
    /// Whether it and the host share memory, so that a copy moves nothing over a bus.
    package let hasUnifiedMemory: Bool
    /// Whether one queue may run commands side by side or in another order.
    package let hasOutOfOrderQueues: Bool
    /// Whether it can be divided into parts of equal size.
    package let isDivisible: Bool
    /// Parts that it can be divided into; 1 where it cannot.
    package let maximumParts: Int
    /// The step of the clock that times its commands, in seconds.
    package let timerResolutionSeconds: Double
    let handle: OpenCLHandle

    init(_ handle: OpenCLHandle, platform: String) throws(OpenCLError) {
        self.handle = handle
        self.platform = platform
        let query = InfoQuery(call: "clGetDeviceInfo") { clGetDeviceInfo(handle.pointer, $0, $1, $2, $3) }
        name = try query.text(CL_DEVICE_NAME)
        vendor = try query.text(CL_DEVICE_VENDOR)
        version = try query.text(CL_DEVICE_VERSION)
        driver = try query.text(CL_DRIVER_VERSION)
        kind = Kind(try query.value(CL_DEVICE_TYPE, filler: cl_device_type(0)))
        computeUnits = Int(try query.value(CL_DEVICE_MAX_COMPUTE_UNITS, filler: cl_uint(0)))
        clockHertz = 1e6 * Double(try query.value(CL_DEVICE_MAX_CLOCK_FREQUENCY, filler: cl_uint(0)))
        memoryBytes = Int(clamping: try query.value(CL_DEVICE_GLOBAL_MEM_SIZE, filler: cl_ulong(0)))
        maximumBufferBytes = Int(clamping: try query.value(CL_DEVICE_MAX_MEM_ALLOC_SIZE, filler: cl_ulong(0)))
        maximumWorkGroupSize = try query.value(CL_DEVICE_MAX_WORK_GROUP_SIZE, filler: 0)
        hasUnifiedMemory = try query.flag(CL_DEVICE_HOST_UNIFIED_MEMORY)
        let queues = try query.value(CL_DEVICE_QUEUE_PROPERTIES, filler: cl_command_queue_properties(0))
        hasOutOfOrderQueues = queues & cl_command_queue_properties(CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE) != 0
        let ways = try query.array(CL_DEVICE_PARTITION_PROPERTIES, of: cl_device_partition_property.self, filler: 0)
        isDivisible = ways.contains(cl_device_partition_property(CL_DEVICE_PARTITION_EQUALLY))
        let parts = try query.value(CL_DEVICE_PARTITION_MAX_SUB_DEVICES, filler: cl_uint(0))
        maximumParts = isDivisible ? max(1, Int(parts)) : 1
        timerResolutionSeconds = 1e-9 * Double(try query.value(CL_DEVICE_PROFILING_TIMER_RESOLUTION, filler: 0))
    }

    /// Parts of `units` compute units each, with threads of their own; units that are left over stay unused.
    ///
    /// A CPU driver such as PoCL then keeps to its part of the cores. Parts are never released, and a process makes few:
    /// PoCL says that a command has ended before its own thread has let go of it, which then needs the part.
    /// - Throws: `devicePartitionFailed` or `invalidValue` where the device has fewer units, or cannot be divided.
    package func divided(intoPartsOf units: Int) throws(OpenCLError) -> [OpenCLDevice] {
        let asked = "parts of \(units) of the \(computeUnits) compute units of \(name)"
        guard isDivisible, units > 0, units <= computeUnits else {
            throw OpenCLError(.devicePartitionFailed, call: "clCreateSubDevices", detail: asked)
        }
        let properties = [
            cl_device_partition_property(CL_DEVICE_PARTITION_EQUALLY), cl_device_partition_property(units), 0,
        ]
        var ids = [cl_device_id?](repeating: nil, count: computeUnits / units)
        let status = clCreateSubDevices(handle.pointer, properties, cl_uint(ids.count), &ids, nil)
        try check(status, "clCreateSubDevices", asked)
        var parts: [OpenCLDevice] = []
        for case let id? in ids { parts.append(try OpenCLDevice(OpenCLHandle(id), platform: platform)) }
        return parts
    }
}

extension OpenCLDevice.Kind {
    init(_ bits: cl_device_type) {
        func has(_ bit: Int32) -> Bool { bits & cl_device_type(bit) != 0 }
        if has(CL_DEVICE_TYPE_GPU) {
            self = .gpu
        } else if has(CL_DEVICE_TYPE_CPU) {
            self = .cpu
        } else {
            self = has(CL_DEVICE_TYPE_ACCELERATOR) ? .accelerator : .other
        }
    }
}
