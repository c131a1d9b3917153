import Pipelines
import Testing
import Variates

@testable import ScenarioFiles

struct ReservedNamesTests {
    @Test func `no stage can be called as what files have beside it, neither in files nor in Swift`() throws {
        #expect(Set(StageNames.reserved) == Set(ScenarioTree.rootKeys + ScenarioTree.platformKeys + ["from"]))
        for name in StageNames.reserved {
            #expect(throws: PipelineError.self) {
                try Pipeline([Source(elements: 10), Prefetch(2).named(name)], training: TrainingLoop(step: 0.1))
            }
        }
    }
}
