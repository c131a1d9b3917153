import Testing

@testable import Exporters

@Suite struct PythonNamesTests {
    @Test(arguments: [
        ("decode", "decode"), ("dataLoader", "data_loader"), ("map-2", "map_2"),
        ("Décoder les images", "decoder_les_images"),
        ("2nd pass", "stage_2nd_pass"), ("map", "map_stage"), ("class", "class_stage"), ("日本", "stage"),
        ("JPEG", "jpeg"), ("train_step", "train_step_stage"), ("_", "stage"),
    ])
    func `names of stages become names of functions`(stage: String, name: String) {
        var names = PythonNames(reserved: ["train_step"])
        #expect(names.name(for: stage) == name)
    }

    @Test func `no name is given twice`() {
        var names = PythonNames(reserved: [])
        #expect(
            ["a b", "a-b", "a_b", "a b"].map { names.name(for: $0) } == [
                "a_b", "a_b_stage", "a_b_stage_2", "a_b_stage_3",
            ])
    }

    @Test func `a prefix and a suffix belong to the name`() {
        var names = PythonNames(reserved: [])
        #expect(names.name(for: "source", prefix: "read_") == "read_source")
        #expect(names.name(for: "map", suffix: "_sample") == "map_sample")
    }
}
