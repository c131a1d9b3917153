/// How a stage's durations were made, and what its calls do.
struct CaseStage: Sendable, Equatable, Decodable {
    /// The mean duration (s).
    var mean: Double?
    /// The family of the durations: `const`, `exp`, ….
    var dist: String?
    /// `cpu` or `pycpu` for calls that compute; the others sleep.
    var kind: String?

    var usesCore: Bool { kind == "cpu" || kind == "pycpu" }
}

extension [String: CaseStage] {
    /// The durations of a stage in seconds: those of its table, or its mean where all are equal.
    func seconds(of stage: String, tables: [String: [Double]]) throws(CaseError) -> [Double] {
        if let seconds = tables[stage], !seconds.isEmpty {
            guard seconds.allSatisfy({ $0 >= 0 && $0 <= 1e6 }) else {
                throw CaseError("duration_tables_s.\(stage): a duration is negative or longer than 10⁶ s")
            }
            return seconds
        }
        guard let stage = self[stage], stage.dist == "const", let mean = stage.mean, mean >= 0, mean <= 1e6 else {
            throw CaseError("the durations of the stage `\(stage)` are not given")
        }
        return [mean]
    }
}
