import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import ScenarioFiles

/// Answers requests: files of the page, and questions to the interface.
struct Responder: Sendable {
    private let interface: Interface
    private let limits: ServerLimits
    private let threads: SimulationThreads
    private let places: Budget
    private let bytesUnderWay: Budget

    /// - Parameters:
    ///   - interface: answers questions.
    ///   - limits: what may be asked for.
    init(_ interface: Interface, _ limits: ServerLimits) {
        self.interface = interface
        self.limits = limits
        threads = SimulationThreads(count: limits.simulations)
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
            for await line in lines(of: stream, place, channel) {
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
        let bytes = reply.bytes > Self.smallBytes ? reply.bytes : 0
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

    /// Bytes of what needs no room among those under way.
    private static let smallBytes = 64 << 10

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
        let (body, room) = try await body(of: request, isExpected: !question.isGet, channel)
        defer { withExtendedLifetime(room) {} }
        guard !question.isGet else {
            guard case .json(let value) = try await interface.answer(question, body) else { return .json(.null) }
            return .json(value)
        }
        guard let place = places.share() else { throw .busy(places: places.limit) }
        let answer = try await working(channel, seconds: limits.requestSeconds) { () throws(RequestFailure) in
            try await interface.answer(question, body)
        }
        switch answer {
        case .json(let value): return .json(value)
        case .file(let file): return .file(file)
        // What is told line by line keeps its place to its end.
        case .lines(let stream): return .lines(stream, place)
        }
    }

    /// The body, which counts among the bytes under way until it is done with.
    private func body(
        of request: Request, isExpected: Bool, _ channel: any Channel
    ) async throws(RequestFailure) -> (Data, [Budget.Share]) {
        let tooLarge = RequestFailure(
            status: 413, message: "the body is too large: at most \(limits.bodyBytes) bytes are read")
        if let length = request.headers[.contentLength], Int(length).map({ $0 > limits.bodyBytes }) ?? true {
            throw tooLarge
        }
        let type = request.headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() }
        guard !isExpected || type == "application/json" else {
            throw RequestFailure(status: 415, message: "the body is `application/json`, and its header has to say so")
        }
        var body = Data()
        var room: [Budget.Share] = []
        do {
            for try await part in request.body {
                guard body.count + part.readableBytes <= limits.bodyBytes else { throw tooLarge }
                body.append(contentsOf: part.readableBytesView)
                guard body.count > Self.smallBytes else { continue }
                guard let share = bytesUnderWay.share(part.readableBytes) else { throw RequestFailure.tooMuchUnderWay }
                room.append(share)
            }
            return (body, room)
        } catch {
            throw error as? RequestFailure ?? .badRequest("the body did not arrive")
        }
    }

    // MARK: - Work

    /// Does work on the threads for simulations; it is cancelled at the deadline, and when the client has gone.
    private func working<Result: Sendable>(
        _ channel: any Channel, seconds: Double, _ work: @escaping @Sendable () async throws(RequestFailure) -> Result
    ) async throws(RequestFailure) -> Result {
        let threads = threads
        let task = Task<Swift.Result<Result, RequestFailure>, Never>(executorPreference: threads) {
            do throws(RequestFailure) { return .success(try await work()) } catch { return .failure(error) }
        }
        let client = WaitingClient { task.cancel() }
        defer { client.forget() }
        let deadline = channel.eventLoop.scheduleTask(in: .milliseconds(Int64(seconds * 1000))) { client.leave() }
        defer { deadline.cancel() }
        channel.closeFuture.whenComplete { _ in client.leave() }
        return try await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }.get()
    }

    /// The lines of a stream, the last of which says what was found, or why nothing was.
    private func lines(
        of stream: LineStream, _ place: Budget.Share, _ channel: any Channel
    ) -> AsyncStream<String> {
        AsyncStream { continuation in
            let work = Task {
                defer { withExtendedLifetime(place) {} }
                let last: JSONValue
                do throws(RequestFailure) {
                    let found = try await working(channel, seconds: limits.streamSeconds) {
                        () throws(RequestFailure) in
                        try await stream.run { continuation.yield($0.line + "\n") }
                    }
                    last = .object([("done", found)])
                } catch {
                    last = error.json
                }
                continuation.yield(last.line + "\n")
                continuation.finish()
            }
            continuation.onTermination = { _ in work.cancel() }
        }
    }
}

extension HTTPResponse {
    /// The head of an answer.
    fileprivate init(_ status: Status, _ headers: HTTPFields, length: Int?, closes: Bool) {
        var fields = Reply.commonHeaders
        for field in headers { fields.append(field) }
        if let length { fields[.contentLength] = "\(length)" }
        if closes { fields[.connection] = "close" }
        self.init(status: status, headerFields: fields)
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

extension Channel {
    /// Closes the connection after a time, unless that is cancelled.
    fileprivate func end(in time: TimeAmount) -> Scheduled<Void> {
        eventLoop.scheduleTask(in: time) { self.close(promise: nil) }
    }

    /// Ends the connection so that the client gets the answer to its end, even one that is still sending.
    fileprivate func finish() async throws {
        try? await close(mode: .output).get()
        try? await Task.sleep(for: .milliseconds(200))
        try? await close().get()
    }
}

extension ServerLimits {
    /// In which a request has to arrive, and an answer to be read.
    var requestTime: TimeAmount { .milliseconds(Int64(requestSeconds * 1000)) }
}
