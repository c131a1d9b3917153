/// A call of the operating system for a file that failed.
package struct FileFailure: Error {
    /// What was to be done, as in `creation`.
    package let action: String
    /// The file.
    package let path: String
    /// The system's number for the reason (`errno`).
    package let code: Int32
}
