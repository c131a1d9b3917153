/// The expected wait for an element at a buffer, in the unit of the times given.
///
/// The buffer is taken for a queue M/M/1/n, of which the producer makes the arrivals and the consumer is the server.
/// With x the consumer's time and y the producer's it is empty with probability (1 − x/y) / (1 − (x/y)^(n+1)), that is
/// 1 / (1 + x/y + … + (x/y)^n), and then the consumer waits for y. Between whole capacities the wait is interpolated.
///
/// - Parameters:
///   - producer: mean time between elements of the producer.
///   - consumer: mean time that the consumer takes for an element.
///   - capacity: elements that the buffer holds.
/// - Source: L. Kleinrock (1975), "Queueing Systems I", section 3.6; its use for input pipelines: D. G. Murray et al.
///   (2021), "tf.data: A machine learning data processing framework", PVLDB 14(12), section 4.2.
func bufferWait(producer: Double, consumer: Double, capacity: Double) -> Double {
    guard producer > 0 else { return 0 }
    let whole = capacity.rounded(.down)
    let wait = producer / geometricSum(consumer / producer, terms: Int(whole) + 1)
    guard capacity > whole else { return wait }
    let next = producer / geometricSum(consumer / producer, terms: Int(whole) + 2)
    return wait + (capacity - whole) * (next - wait)
}

/// 1 + r + r² + …, by doubling the number of terms: no difference of nearly equal numbers is taken.
private func geometricSum(_ ratio: Double, terms: Int) -> Double {
    var sum = 0.0
    var power = 1.0
    for bit in (0..<Int.bitWidth - terms.leadingZeroBitCount).reversed() {
        sum *= 1 + power
        power *= power
        guard terms >> bit & 1 == 1 else { continue }
        sum = 1 + ratio * sum
        power *= ratio
    }
    return sum
}
