import COpenCL

/// The address of an OpenCL object.
///
/// OpenCL lets any thread call it on any object, except for setting the arguments of one kernel (specification 1.2,
/// appendix A.2); a pointer's type cannot say so, a number's does. Setting arguments is `mutating`, hence exclusive.
struct OpenCLHandle: Hashable, Sendable {
    private let address: UInt

    init(_ pointer: OpaquePointer) { address = UInt(bitPattern: pointer) }

    /// The object as the C functions take it.
    var pointer: OpaquePointer? { OpaquePointer(bitPattern: address) }

    /// What a creating call answered.
    ///
    /// - Throws: when it failed, or succeeded without an object.
    init(
        _ pointer: OpaquePointer?, _ status: cl_int, _ call: StaticString, _ detail: @autoclosure () -> String = ""
    ) throws(OpenCLError) {
        try check(status, call, detail())
        guard let pointer else {
            throw OpenCLError(.init(rawValue: CL_OUT_OF_HOST_MEMORY), call: "\(call)", detail: "no object came back")
        }
        self.init(pointer)
    }
}
