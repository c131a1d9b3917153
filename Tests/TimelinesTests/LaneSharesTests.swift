import Testing

@testable import Timelines

struct LaneSharesTests {
    @Test func `shares of several lanes are their mean`() {
        var shares = LaneShares([
            LanePiece(begin: 0, end: 30, activity: .work), LanePiece(begin: 30, end: 40, activity: .idle(.blocked)),
        ])
        #expect(shares.share(of: .work) == 0.75)
        shares.add(LaneShares([LanePiece(begin: 0, end: 40, activity: .idle(.blocked))]))
        #expect(shares.lanes == 2)
        #expect(shares.share(of: .work) == 0.375 && shares.share(of: .idle(.blocked)) == 0.625)
        #expect(shares.share(of: .setup) == 0)
    }
}
