import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import ScenarioFiles

/// Answers requests: files of the page, and questions to the interface.
struct Responder: Sendable {
    private let interface: Interface
    private let limits: ServerLimits
    private let workers: Workers
    private let places: Budget
    private let bytesUnderWay: Budget

    /// - Parameters:
    ///   - interface: answers questions.
    ///   - limits: what may be asked for.
    init(_ interface: Interface, _ limits: ServerLimits) {
        self.interface = interface
        self.limits = limits
        workers = Workers(limits)
        places = Budget(limits.simulations)
        bytesUnderWay = Budget(limits.bytesUnderWay)
    }

    /// Answers a request.
    ///
    /// - Throws: when the client has gone.
    func respond(
        to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel, _ gatekeeper: Gatekeeper
    ) async throws {
        let isLast = request.asksToClose
        let reply = await reply(to: request, channel, gatekeeper)
        if case .lines(let stream, let place) = reply {
            var body = try await writer.writeHead(
                HTTPResponse(.ok, [.contentType: "application/x-ndjson"], length: nil, closes: isLast))
            for await line in workers.lines(of: stream, place, for: channel) {
                let end = channel.end(in: limits.requestTime)
                defer { end.cancel() }
                try await body.write(ByteBuffer(string: line))
            }
            try await body.finish(nil)
        } else {
            try await write(reply, to: writer, channel, request, isLast: isLast)
        }
        if isLast { try await channel.finish() }
    }

    /// Writes an answer as a whole, unless too many others are on their way.
    private func write(
        _ reply: Reply, to writer: consuming ResponseWriter, _ channel: any Channel, _ request: Request, isLast: Bool
    ) async throws {
        // What is small is always answered.
        let bytes = reply.bytes > ServerLimits.smallBytes ? reply.bytes : 0
        let room = bytesUnderWay.share(bytes)
        defer { withExtendedLifetime(room) {} }
        guard case .whole(let status, let headers, let body) = room == nil ? .failure(.tooMuchUnderWay) : reply else {
            return
        }
        let closes = isLast || Self.leavesBody.contains(status)
        let head = HTTPResponse(status, headers, length: body.readableBytes, closes: closes)
        // A client that does not read must not keep what was made for it.
        let end = channel.end(in: limits.requestTime)
        defer { end.cancel() }
        try await writer.write(
            response: head, body: request.method == .head ? .init() : .init(byteBuffer: body))
        if closes, !isLast { try await channel.finish() }
    }

    /// Statuses of answers that are given before the body is read: what comes next on the connection is the body.
    private static let leavesBody: Set<HTTPResponse.Status> = [
        .forbidden, .notFound, .methodNotAllowed, .requestTimeout, .contentTooLarge, .unsupportedMediaType,
        .tooManyRequests,
    ]

    // MARK: - What is asked for

    private func reply(to request: Request, _ channel: any Channel, _ gatekeeper: Gatekeeper) async -> Reply {
        let path = request.uri.path
        switch gatekeeper.decide(
            authority: request.head.authority, request.headers, query: request.uri.query.map { String($0) })
        {
        case .admit: break
        case .keepToken: return .page(cookie: "\(Gatekeeper.cookie)=\(gatekeeper.token ?? "")")
        case .refuse(let reason): return .failure(RequestFailure(status: 403, message: reason))
        }
        do throws(RequestFailure) {
            if request.method == .get || request.method == .head, let file = PageFiles.reply(path) { return file }
            guard path.hasPrefix(Self.root),
                let question = Interface.Question(rawValue: String(path.dropFirst(Self.root.count)))
            else { throw .notFound("there is nothing at `\(visible(path))`") }
            return try await answer(question, request, channel)
        } catch {
            return .failure(error)
        }
    }

    private static let root = "/api/"

    private func answer(
        _ question: Interface.Question, _ request: Request, _ channel: any Channel
    ) async throws(RequestFailure) -> Reply {
        let method: HTTPRequest.Method = question.isGet ? .get : .post
        guard request.method == method else {
            throw RequestFailure(
                status: 405, message: "`\(question.rawValue)` is asked for with \(method.rawValue)",
                allowed: method.rawValue)
        }
        if question.isGet { return Reply(try await interface.answer(question, Data()), nil) }
        let body = try await RequestBody(request, limits, bytesUnderWay)
        defer { withExtendedLifetime(body) {} }
        guard let place = places.share() else { throw .busy(places: places.limit) }
        let answer = try await workers.result(for: channel) { () throws(RequestFailure) in
            try await interface.answer(question, body.data)
        }
        return Reply(answer, place)
    }
}

extension Request {
    /// Whether the client wants no further answer on this connection.
    fileprivate var asksToClose: Bool {
        headers[values: .connection].contains { value in
            value.split(separator: ",").contains { $0.drop { $0 == " " }.lowercased() == "close" }
        }
    }
}
