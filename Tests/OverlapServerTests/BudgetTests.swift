import Testing

@testable import OverlapServer

struct BudgetTests {
    @Test func `nobody gets more than is left, and shares give themselves back`() throws {
        let budget = Budget(3)
        var first = budget.share(2)
        #expect(first != nil)
        #expect(budget.share(2) == nil)
        let second = try #require(budget.share())
        #expect(budget.share() == nil)
        first = nil
        #expect(budget.share(3) == nil)
        #expect(budget.share(2) != nil)
        withExtendedLifetime((first, second)) {}
    }
}
