import Testing

@testable import Importers

@Suite struct LoopEventTableTests {
    @Test(
        arguments: [
            ("enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__", nil, .making),
            ("enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__", nil, .waiting),
            ("enumerate(DataLoader)#_OtherIter.__next__", nil, .asking),
            ("ProfilerStep#17", nil, .turn), ("Memcpy HtoD (Pageable -> Device)", nil, .copying),
            ("Memcpy HtoD (Pinned -> Device)", nil, nil), ("any", "kernel", .kernel), ("any", "cpu_op", .operation),
            ("aten::random_", "cpu_op", .drawing),
            ("[pl][profile][_TrainingEpochLoop].train_dataloader_next", nil, .asking),
            ("[pl][profile][_EvaluationLoop].val_next", nil, nil),
            ("[pl][profile]get_train_batch", "Operator", .asking), ("train #step_num=3", "Operator", .turn),
            ("[pl][profile][_TrainingEpochLoop].train_dataloader_next", "cpu_op", .asking),
        ] as [(String, String?, LoopRole?)])
    func `knows what events of loops tell`(name: String, category: String?, role: LoopRole?) {
        #expect(LoopEventTable.role(name: name, category: category) == role)
    }

    @Test(
        arguments: [
            ("abc", "abc", true), ("abc", "a*c", true), ("abbbc", "a*b*c", true), ("abc", "*", true), ("", "*", true),
            ("abc", "ab", false), ("abc", "b*", false), ("abcd", "a*c", false), ("aXbXc", "a*Xc", true),
            ("", "a", false),
        ] as [(String, String, Bool)])
    func `a star stands for any text`(text: String, pattern: String, fits: Bool) {
        #expect(LoopEventTable.matches(text.utf8[...], pattern.utf8[...]) == fits)
    }

    @Test func `a long name is soon compared`() {
        let (text, pattern) = (String(repeating: "a", count: 20_000), String(repeating: "a*", count: 20) + "b")
        #expect(!LoopEventTable.matches(text.utf8[...], pattern.utf8[...]))
    }
}
