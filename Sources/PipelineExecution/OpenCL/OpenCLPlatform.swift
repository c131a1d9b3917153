import COpenCL

/// An implementation of OpenCL on this machine: a driver with its devices.
package struct OpenCLPlatform: Sendable {
    /// Its name, as in `Portable Computing Language`.
    package let name: String
    /// Who made it.
    package let vendor: String
    /// The version of OpenCL, and of the driver: `OpenCL 3.0 PoCL 3.1 …`.
    package let version: String
    private let handle: OpenCLHandle

    /// The platforms that are installed, in the loader's order; none is no error.
    package static func all() throws(OpenCLError) -> [OpenCLPlatform] {
        var count: cl_uint = 0
        let status = clGetPlatformIDs(0, nil, &count)
        if status == CL_PLATFORM_NOT_FOUND_KHR || (status == CL_SUCCESS && count == 0) { return [] }
        try check(status, "clGetPlatformIDs")
        var ids = [cl_platform_id?](repeating: nil, count: Int(count))
        try check(clGetPlatformIDs(count, &ids, nil), "clGetPlatformIDs")
        var platforms: [OpenCLPlatform] = []
        for case let id? in ids { platforms.append(try OpenCLPlatform(OpenCLHandle(id))) }
        return platforms
    }

    private init(_ handle: OpenCLHandle) throws(OpenCLError) {
        self.handle = handle
        let query = InfoQuery(call: "clGetPlatformInfo") { clGetPlatformInfo(handle.pointer, $0, $1, $2, $3) }
        name = try query.text(CL_PLATFORM_NAME)
        vendor = try query.text(CL_PLATFORM_VENDOR)
        version = try query.text(CL_PLATFORM_VERSION)
    }

    /// Its devices, in the driver's order; none is no error.
    package func devices() throws(OpenCLError) -> [OpenCLDevice] {
        let kind = cl_device_type(CL_DEVICE_TYPE_ALL)
        var count: cl_uint = 0
        let status = clGetDeviceIDs(handle.pointer, kind, 0, nil, &count)
        if status == CL_DEVICE_NOT_FOUND || (status == CL_SUCCESS && count == 0) { return [] }
        try check(status, "clGetDeviceIDs", name)
        var ids = [cl_device_id?](repeating: nil, count: Int(count))
        try check(clGetDeviceIDs(handle.pointer, kind, count, &ids, nil), "clGetDeviceIDs", name)
        var devices: [OpenCLDevice] = []
        for case let id? in ids { devices.append(try OpenCLDevice(OpenCLHandle(id), platform: name)) }
        return devices
    }
}
