/// An operator that reads samples, and has a function called on each of them.
package protocol ReadingOperator: Operator {
    /// Time of the function.
    var service: ServiceTime { get }
}

extension ReadingOperator {
    /// Whether its function takes no time: nobody is then asked to call it.
    package var callsTakeNoTime: Bool { service.isZero }
}
