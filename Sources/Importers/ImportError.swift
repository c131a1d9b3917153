/// Why a file of another program cannot be used, as a sentence for the user.
package struct ImportError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, where, and what would be accepted.
    package let description: String

    init(_ description: String) { self.description = description }
}
