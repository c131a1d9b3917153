/// Why a profile cannot be used, as a sentence that names the file.
package struct ProfileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, where, and what would be accepted.
    package let description: String

    init(_ description: String) { self.description = description }
}
