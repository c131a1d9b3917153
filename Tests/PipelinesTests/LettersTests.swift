import Testing

@testable import Pipelines

struct LettersTests {
    private func delivered(_ letters: consuming Letters) -> [String] {
        var order: [String] = []
        while let letter = letters.next() { order.append("\(letter.message) \(letter.stage)") }
        return order
    }

    @Test func `the one nearest to the training loop goes first, whenever it was posted`() {
        var letters = Letters(stages: 4)
        letters.post(.demand, to: 0)
        letters.post(.element, to: 3)
        letters.post(.demand, to: 1)
        letters.post(.ended, to: 4)
        #expect(delivered(letters) == ["ended 4", "element 3", "demand 1", "demand 0"])
    }

    /// The same as without the stage between 1 and 2, through which the element has one gap more to pass.
    @Test func `a stage that passes on at once changes no order`() {
        var letters = Letters(stages: 4)
        letters.post(.demand, to: 0)
        letters.post(.element, to: 2)
        #expect(letters.next()?.stage == 2)
        letters.post(.element, to: 3)
        #expect(delivered(letters) == ["element 3", "demand 0"])
    }

    @Test func `upstream begins anew before it is asked`() {
        var letters = Letters(stages: 3)
        letters.post(.demand, to: 1)
        letters.restart(upTo: 2)
        #expect(delivered(letters) == ["restart 2", "demand 1"])
    }

    @Test func `what is forgotten is not delivered`() {
        var letters = Letters(stages: 3)
        letters.post(.element, to: 1)
        letters.post(.demand, to: 1)
        letters.restart(upTo: 1)
        #expect(letters.forget(between: 0) == .element)
        #expect(letters.forget(between: 2) == nil)
        #expect(delivered(letters) == ["demand 1"])
    }
}
