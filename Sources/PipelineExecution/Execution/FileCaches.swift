/// The files of the caches on the disk, one for each such stage of each pipeline.
struct FileCaches {
    struct Key: Hashable {
        var rank: Int
        var stage: Int
    }

    private let directory: String
    private let mode: CacheMode
    private var files: [Key: CacheFile] = [:]

    init(directory: String, mode: CacheMode) {
        self.directory = directory
        self.mode = mode
    }

    /// Where the next element is written: a new file for the first one, so that an incomplete file is dropped.
    ///
    /// - Parameter piece: elements written before it in this epoch.
    mutating func file(toWrite piece: Int64, _ key: Key) throws(ExecutionError) -> CacheFile {
        if piece > 0, let file = files[key] { return file }
        do throws(DataError) {
            let file = try CacheFile(in: directory, mode: mode)
            files[key] = file
            return file
        } catch {
            throw .data(error)
        }
    }

    /// The complete file of a stage.
    ///
    /// - Precondition: the stage has written it.
    func file(toRead key: Key) -> CacheFile {
        guard let file = files[key] else { preconditionFailure("a cache reads what it has not written") }
        return file
    }

    /// Lets go of all files; nothing of them stays on the disk.
    mutating func removeAll() { files = [:] }
}
