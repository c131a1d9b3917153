import HTTPTypes
import NIOCore

/// The files of the page, which SwiftPM compiles in.
enum PageFiles {
    /// A file: its path on the server, its media type, its bytes.
    typealias File = (path: String, contentType: String, bytes: [UInt8])

    private static let script = "text/javascript; charset=utf-8"

    /// All of them.
    static let all: [File] = [
        ("/", "text/html; charset=utf-8", PackageResources.index_html),
        ("/page.css", "text/css; charset=utf-8", PackageResources.page_css),
        ("/api/openapi.json", "application/json", PackageResources.openapi_json),
    ]

    /// The file at a path, if there is one.
    static func reply(_ path: String) -> Reply? {
        all.first { $0.path == path }.map {
            .whole(.ok, [.contentType: $0.contentType], ByteBuffer(bytes: $0.bytes))
        }
    }
}
