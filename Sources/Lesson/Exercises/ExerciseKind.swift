import ScenarioFiles
import Variates

/// One file of `Exercises/Kinds`: a question whose numbers are drawn anew for each seed.
struct ExerciseKind: Sendable {
    /// The file's name without its ending: it names the random numbers too.
    let name: String
    /// The step of the lesson that it belongs to.
    let step: Int
    /// What may be drawn for each number, in the order of the file.
    let draws: [(name: String, values: [Double])]
    /// Numbers that follow from others, in order.
    let formulas: [(name: String, node: DocumentNode)]
    /// Comparisons that a draw must fulfil.
    let requirements: [DocumentNode]
    /// All of the file.
    let root: DocumentNode

    /// The random numbers of one attempt: a pure function of the seed, the kind's name and the attempt.
    struct Luck {
        private let key: UInt64
        private let attempt: Int

        init(seed: UInt64, kind: String, attempt: Int) {
            key = StreamKey(seed: seed, replication: 0, stage: "exercise \(kind)").decisionKey
            self.attempt = attempt
        }

        /// A position below `count`, for the number at a place in the file.
        func position(of place: Int, among count: Int) -> Int {
            Int(
                keyedUniformIndex(
                    key: key, epoch: attempt, sample: Int64(place), counter: 0, below: UInt64(count)))
        }

        /// An order of the choices.
        func order(of count: Int) -> [Int] {
            let bits = keyedBits(key: key, epoch: attempt, sample: -1, counter: 0)
            let permutation = KeyedPermutation(count: Int64(count), key: bits)
            return (0..<Int64(count)).map { Int(permutation[$0]) }
        }
    }

    /// What one attempt draws; nil where that does not fulfil a requirement.
    ///
    /// - Throws: when a formula of the file has mistakes.
    func numbers(_ luck: Luck) throws(LessonError) -> DrawnNumbers? {
        var numbers = DrawnNumbers()
        for (place, draw) in draws.enumerated() {
            numbers[draw.name] = draw.values[luck.position(of: place, among: draw.values.count)]
        }
        var decoder = StepDecoder()
        for (name, node) in formulas { numbers[name] = decoder.formula(node, numbers) }
        let holds = requirements.map { decoder.formula($0, numbers) }
        do { try decoder.log.throwIfAny() } catch { throw .badStep(error) }
        return holds.allSatisfy { $0 == 1 } ? numbers : nil
    }
}
