import ScenarioFiles
import Testing

@Suite struct BrokenScenarioTests {
    @Test(arguments: BrokenScenario.all)
    func `says where and what is wrong`(broken: BrokenScenario) {
        let error = #expect(throws: ScenarioFileError.self) { try Fixtures.file(broken.text).scenarios() }
        #expect(error?.description.contains(broken.expected) == true, "\(error?.description ?? "")")
    }

    @Test func `there are enough of them`() { #expect(BrokenScenario.all.count > 120) }
}
