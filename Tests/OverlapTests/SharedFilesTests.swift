import Testing

@testable import overlap

@Suite struct SharedFilesTests {
    @Test(
        arguments: [
            ("here/tables/t.csv", "here/", "tables/t.csv"), ("a/../here/t.csv", "a/../here/", "t.csv"),
            ("../here/t.csv", "../here/", "t.csv"), ("./t..csv", "./", "t..csv"),
            // Another machine would not find these.
            ("here/../t.csv", "here/", nil), ("here/tables/../../t.csv", "here/", nil), ("./../t.csv", "./", nil),
            ("/else/t.csv", "here/", nil),
        ] as [(String, String, String?)])
    func `files below the scenario's folder are sent, however that is written`(
        path: String, folder: String, name: String?
    ) {
        #expect(SharedFiles.name(of: path, below: folder) == name)
    }
}
