import Foundation
import Testing

/// What is printed of requests that wait.
///
/// In each epoch of 25 ms three accelerators read one sample each, one after the other, by 2, 4 and 6 ms. The first two
/// get a worker at once and the third at 8 ms, when the first has been decoded; on the only core they compute until 8,
/// 14 and 20 ms. Then all of them train for 5 ms.
@Suite struct WaitingTests {
    /// Times of an epoch in ms, summed over its three requests.
    struct Resource: Sendable, CustomTestStringConvertible {
        var name: String
        /// Servers that it has.
        var servers: Double
        /// Time that requests wait.
        var waiting: Double
        /// Time that they hold a server.
        var held: Double
        var longestLine: Int
        var testDescription: String { name }
    }

    @Test(arguments: [
        Resource(name: "disk queue", servers: 1, waiting: 0 + 2 + 4, held: 3 * 2, longestLine: 2),
        Resource(name: "workers", servers: 2, waiting: 0 + 0 + 2, held: 6 + 10 + 12, longestLine: 1),
        Resource(name: "cores", servers: 1, waiting: 0 + 4 + 6, held: 3 * 6, longestLine: 1),
    ])
    func `figures of a resource`(_ resource: Resource) throws {
        let output = try CommandRun(["simulate", "waiting.yaml", "--json"]).output
        let json = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
        let variant = try #require((json?["variants"] as? [[String: Any]])?.first)
        let resources = try #require(variant["resources"] as? [[String: Any]])
        let printed = try #require(resources.first { $0["name"] as? String == resource.name })
        func expect(_ name: String, is expected: Double) throws {
            #expect((try #require(printed[name] as? Double) - expected).magnitude < 1e-9, "\(name)")
        }
        try expect("meanWaiting", is: resource.waiting / 25)
        try expect("meanWaitSeconds", is: resource.waiting / 3 / 1e3)
        try expect("utilisation", is: resource.held / 25 / resource.servers)
        try expect("meanInSystem", is: (resource.waiting + resource.held) / 25)
        #expect(printed["maximumWaiting"] as? Int == resource.longestLine)
        #expect(printed["completed"] as? Int == 36)
    }
}
