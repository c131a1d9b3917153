import Files

/// A file of a data directory that gets its name when it is complete.
struct NewDataFile: ~Copyable {
    let file: OpenFile
    private var new: NewFile

    /// - Throws: `notAFile` when something else has the name that ends in `.partial`.
    init(for destination: String) throws(DataError) {
        let partial = destination + ".partial"
        try FileKind.requireFile(at: partial)
        do { new = try NewFile(for: destination, temporary: partial) } catch { throw DataError(error) }
        file = OpenFile(descriptor: new.descriptor, path: destination)
    }

    /// Gives the file its name, in place of one that has it.
    mutating func takePlace() throws(DataError) {
        do { try new.takePlace() } catch { throw DataError(error) }
    }
}

extension DataError {
    init(_ failure: FileFailure) { self = .failed(failure.action, path: failure.path, code: failure.code) }
}
