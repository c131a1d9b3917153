import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends connections that are too many, that bring a request too slowly, or whose client has gone.
final class ConnectionGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let places: Budget
    private let requestTime: TimeAmount
    private var place: Budget.Share?
    /// Ends the connection unless the request arrives, or its answer leaves, before.
    private var end: Scheduled<Void>?

    /// How long a client that sends no more may wait for its answer: one that has gone looks the same.
    private static let patience = TimeAmount.seconds(1)

    /// - Parameters:
    ///   - places: for connections.
    ///   - requestTime: in which a request has to arrive as a whole.
    init(_ places: Budget, requestTime: TimeAmount) {
        self.places = places
        self.requestTime = requestTime
    }

    func handlerAdded(context: ChannelHandlerContext) {
        place = places.share()
        if place == nil { context.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: close(context, in: requestTime)
        case .end: end?.cancel()
        case .body: break
        }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent { close(context, in: Self.patience) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end?.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end?.cancel()
        place = nil
    }

    private func close(_ context: ChannelHandlerContext, in time: TimeAmount) {
        end?.cancel()
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        end = context.value.eventLoop.scheduleTask(in: time) { context.value.close(promise: nil) }
    }
}
