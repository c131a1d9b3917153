import Foundation
import Testing

@testable import OverlapServer

struct PageFilesTests {
    /// The folder of the page in the sources.
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/OverlapServer/Page")

    @Test func `every file of the folder is served, byte for byte, and nothing else`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        let special = ["index.html": "/", "openapi.json": "/api/openapi.json"]
        #expect(Set(PageFiles.all.map(\.path)) == Set(names.map { special[$0] ?? "/\($0)" }))
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(name)))
            #expect(PageFiles.all.first { $0.path == special[name] ?? "/\(name)" }?.bytes == bytes, "\(name)")
        }
    }

    @Test func `modules import modules that are there, and nothing from elsewhere`() {
        let scripts = PageFiles.all.filter { $0.path.hasSuffix(".js") }
        let paths = Set(scripts.map(\.path))
        for script in scripts {
            let text = String(decoding: script.bytes, as: UTF8.self)
            for match in text.matches(of: #/(?:^|\n)(?:import|export)[^"'\n]*"([^"]+)"/#) {
                #expect(
                    match.1.hasPrefix("./") && paths.contains(String(match.1.dropFirst())), "\(script.path): \(match.1)"
                )
            }
        }
    }

    @Test func `a path that is none leads to nothing`() {
        for path in ["", "/index.html", "/../etc/passwd", "/%2e%2e/etc/passwd", "//", "/page.css/", "/api/"] {
            #expect(PageFiles.reply(path) == nil, "\(path)")
        }
    }
}
