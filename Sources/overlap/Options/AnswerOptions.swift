import ArgumentParser
import Experiments
import ScenarioFiles

/// How a planner's question is answered: by which figure, how surely, with how many replications, in which form.
struct AnswerOptions: ParsableArguments {
    @OptionGroup var scenario: ScenarioOptions

    @OptionGroup var objective: ObjectiveOption

    @OptionGroup var indifference: IndifferenceOption

    @OptionGroup var form: AnswerForm
}
