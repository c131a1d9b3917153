import Foundation
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// The page and its interface, served over HTTP.
package struct Server {
    private let library: ScenarioLibrary
    private let limits: ServerLimits

    /// - Parameters:
    ///   - library: scenarios that can be chosen by name.
    ///   - limits: what may be asked for.
    package init(_ library: ScenarioLibrary, limits: ServerLimits = ServerLimits()) {
        self.library = library
        self.limits = limits
    }

    /// Serves until its task is cancelled.
    ///
    /// - Parameters:
    ///   - host: the address at which it listens; beyond this machine's own only those are answered who know a token, which
    ///     is part of the address that `ready` is told.
    ///   - port: at which it listens; 0 for any that is free.
    ///   - ready: told the address of the page, once it is there.
    /// - Throws: `ServerError` when it cannot listen.
    package func run(
        host: String = Server.ownHost, port: Int, ready: @escaping @Sendable (_ address: String) -> Void
    ) async throws(ServerError) {
        Memory.keepLittle()
        let interface: Interface
        do { interface = try Interface(library, limits) } catch { throw ServerError(message: error.message) }
        let responder = Responder(interface, limits)
        let gatekeeper = Mutex<Gatekeeper?>(nil)
        let connections = Budget(limits.connections)
        var logger = Logger(label: "overlap.serve")
        logger.logLevel = .critical
        let requestTime = limits.requestTime
        do {
            let server = try HTTPServerBuilder.http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionGuard(connections, requestTime: requestTime)],
                    idleTimeout: requestTime,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
            ).buildServer(
                configuration: .init(address: .hostname(host, port: port), backlog: 512),
                eventLoopGroup: MultiThreadedEventLoopGroup(numberOfThreads: 1), logger: logger,
                responder: { request, writer, channel in
                    guard let gatekeeper = gatekeeper.withLock({ $0 }) else { return }
                    try await responder.respond(to: request, writer, channel, gatekeeper)
                },
                onServerRunning: { channel in
                    let port = channel.localAddress?.port ?? port
                    let chosen = Gatekeeper(host: host, port: port)
                    gatekeeper.withLock { $0 = chosen }
                    ready(chosen.address(host: host, port: port))
                })
            try await server.run()
        } catch is CancellationError {
            return
        } catch {
            throw ServerError(message: "cannot listen at \(host), port \(port): \(Self.reason(error))")
        }
    }

    private static func reason(_ error: any Error) -> String {
        if let error = error as? IOError { return String(cString: strerror(error.errnoCode)) }
        return error is SocketAddressError.UnknownHost ? "this machine has no such address" : "\(error)"
    }

    /// The address that only this machine can reach.
    package static let ownHost = "127.0.0.1"
}

/// Why the page cannot be served.
package struct ServerError: Error {
    /// What is wrong.
    package let message: String
}

extension Gatekeeper {
    /// Names for this machine alone.
    private static let ownHosts = [Server.ownHost, "localhost", "::1"]

    fileprivate init(host: String, port: Int) {
        if Self.ownHosts.contains(host) {
            self.init(localPort: port)
        } else {
            self.init(token: UUID().uuidString.lowercased())
        }
    }

    /// Where the page is.
    fileprivate func address(host: String, port: Int) -> String {
        // At all addresses of this machine it listens under its name.
        let isAll = host == "0.0.0.0" || host == "::"
        let name = isAll ? ProcessInfo.processInfo.hostName : host.contains(":") ? "[\(host)]" : host
        return "http://\(name):\(port)/" + (token.map { "?token=\($0)" } ?? "")
    }
}
