import NIOCore

extension ServerLimits {
    /// In which a request has to arrive, and an answer to be read.
    var requestTime: TimeAmount { .milliseconds(Int64(requestSeconds * 1000)) }
}
