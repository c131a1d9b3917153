import Experiments
import ScenarioFiles

extension Uncertain {
    /// Where the guesses lie at each point that was looked at, as files have it, with the answer there:
    /// `decode.cost=+20 %; disk.latency=as written`.
    var placed: [(place: String, answer: Answer)] {
        zip(design.points, answers).map { point, answer in
            let places = zip(guesses, point.places).map { guess, place in
                "\(guess.path)=\(place.map(guess.text) ?? "as written")"
            }
            return (places.joined(separator: "; "), answer)
        }
    }
}
