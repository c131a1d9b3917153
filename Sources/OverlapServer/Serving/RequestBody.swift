import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore

/// The body of a request, which counts among the bytes under way as long as somebody keeps it.
struct RequestBody: Sendable {
    /// All of it.
    let data: Data
    private let room: [Budget.Share]

    /// Reads a body of JSON.
    ///
    /// - Parameters:
    ///   - request: whose body.
    ///   - limits: how large it may be.
    ///   - bytesUnderWay: from which it takes; what is small takes nothing.
    /// - Throws: when it is none, too large, or does not arrive.
    init(
        _ request: Request, _ limits: ServerLimits, _ bytesUnderWay: Budget
    ) async throws(RequestFailure) {
        let tooLarge = RequestFailure(
            status: 413, message: "the body is too large: at most \(limits.bodyBytes) bytes are read")
        if let length = request.headers[.contentLength], Int(length).map({ $0 > limits.bodyBytes }) ?? true {
            throw tooLarge
        }
        guard request.headers[.contentType]?.split(separator: ";").first?.lowercased() == "application/json" else {
            throw RequestFailure(status: 415, message: "the body is `application/json`, and its header has to say so")
        }
        var data = Data()
        var room: [Budget.Share] = []
        do {
            for try await part in request.body {
                guard data.count + part.readableBytes <= limits.bodyBytes else { throw tooLarge }
                data.append(contentsOf: part.readableBytesView)
                guard data.count > ServerLimits.smallBytes else { continue }
                guard let share = bytesUnderWay.share(part.readableBytes) else { throw RequestFailure.tooMuchUnderWay }
                room.append(share)
            }
        } catch {
            throw error as? RequestFailure ?? .badRequest("the body did not arrive")
        }
        self.data = data
        self.room = room
    }
}
