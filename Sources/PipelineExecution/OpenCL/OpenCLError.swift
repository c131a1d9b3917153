import COpenCL

/// A call of OpenCL that failed: which one, how, and what the compiler said.
package struct OpenCLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the call answered.
    package let code: Code
    /// The C function that failed.
    package let call: String
    /// What was asked of it, or what would have been accepted; empty when the call says all.
    package let detail: String
    /// What the kernel compiler wrote, where a program did not build.
    package let buildLog: String?

    /// A failure as OpenCL reports it.
    package init(_ code: Code, call: String, detail: String = "", buildLog: String? = nil) {
        self.code = code
        self.call = call
        self.detail = detail
        self.buildLog = buildLog
    }

    /// `clCreateBuffer failed with CL_INVALID_BUFFER_SIZE (-61): 5 TiB asked for, …`.
    package var description: String {
        var text = "\(call) failed with \(code)"
        if !detail.isEmpty { text += ": \(detail)" }
        if let buildLog, !buildLog.isEmpty { text += "\n\(buildLog)" }
        return text
    }
}

extension OpenCLError {
    /// A status of OpenCL: zero for success, negative for errors.
    package struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The number that `cl.h` gives it.
        package let rawValue: Int32

        /// A status by its number.
        package init(rawValue: Int32) { self.rawValue = rawValue }

        /// The constant's name in the headers, or nil where they have none.
        package var name: String? { Self.names.first { $0.code == rawValue }?.name }

        /// `CL_INVALID_VALUE (-30)`; `OpenCL status -9999` for a number that a driver made up.
        package var description: String { name.map { "\($0) (\(rawValue))" } ?? "OpenCL status \(rawValue)" }
    }
}

extension OpenCLError.Code {
    /// No platform is installed (`CL_PLATFORM_NOT_FOUND_KHR`).
    package static let platformNotFound = Self(rawValue: CL_PLATFORM_NOT_FOUND_KHR)
    /// A platform has no device of the kind asked for (`CL_DEVICE_NOT_FOUND`).
    package static let deviceNotFound = Self(rawValue: CL_DEVICE_NOT_FOUND)
    /// The device cannot be divided so (`CL_DEVICE_PARTITION_FAILED`).
    package static let devicePartitionFailed = Self(rawValue: CL_DEVICE_PARTITION_FAILED)
    /// Memory could not be had (`CL_MEM_OBJECT_ALLOCATION_FAILURE`).
    package static let allocationFailure = Self(rawValue: CL_MEM_OBJECT_ALLOCATION_FAILURE)
    /// The source of a program does not compile (`CL_BUILD_PROGRAM_FAILURE`).
    package static let buildProgramFailure = Self(rawValue: CL_BUILD_PROGRAM_FAILURE)
    /// An argument is out of its range (`CL_INVALID_VALUE`).
    package static let invalidValue = Self(rawValue: CL_INVALID_VALUE)
    /// Zero bytes, or more than one buffer may have (`CL_INVALID_BUFFER_SIZE`).
    package static let invalidBufferSize = Self(rawValue: CL_INVALID_BUFFER_SIZE)
    /// The program has no kernel of this name (`CL_INVALID_KERNEL_NAME`).
    package static let invalidKernelName = Self(rawValue: CL_INVALID_KERNEL_NAME)
    /// The kernel has no argument of this number (`CL_INVALID_ARG_INDEX`).
    package static let invalidArgumentIndex = Self(rawValue: CL_INVALID_ARG_INDEX)
    /// The argument has another size in the kernel (`CL_INVALID_ARG_SIZE`).
    package static let invalidArgumentSize = Self(rawValue: CL_INVALID_ARG_SIZE)
    /// A kernel was enqueued before all of its arguments were set (`CL_INVALID_KERNEL_ARGS`).
    package static let invalidKernelArguments = Self(rawValue: CL_INVALID_KERNEL_ARGS)
    /// Times were asked of a command that has not ended (`CL_PROFILING_INFO_NOT_AVAILABLE`).
    package static let profilingInfoNotAvailable = Self(rawValue: CL_PROFILING_INFO_NOT_AVAILABLE)
}

/// Throws unless a call of OpenCL succeeded.
func check(_ status: cl_int, _ call: StaticString, _ detail: @autoclosure () -> String = "") throws(OpenCLError) {
    guard status == CL_SUCCESS else {
        throw OpenCLError(.init(rawValue: status), call: "\(call)", detail: detail())
    }
}
