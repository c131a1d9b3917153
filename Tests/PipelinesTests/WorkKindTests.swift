import Testing

@testable import Pipelines

/// What must hold between the columns of the table, whatever kinds it has.
struct WorkKindTests {
    @Test(arguments: Work.Place.allCases)
    func `only work of a stage is called after its stage`(place: Work.Place) {
        #expect((place.kind.name == nil) == (place.kind.role == .ofStage))
    }

    @Test(arguments: Work.Place.allCases)
    func `what serves work is what a timeline shows`(place: Work.Place) {
        let shown: WorkKind.Thread? =
            switch place.kind.station {
            case .disk: .disk
            case .readCache: .readCache
            case .workers: .worker
            case .copyEngine: .copyEngine
            case .accelerator: .accelerator
            case nil: nil
            }
        if let shown {
            #expect(place.kind.thread == shown)
        } else {
            #expect(![.disk, .worker, .copyEngine, .accelerator].contains(place.kind.thread))
        }
    }

    @Test(arguments: Work.Place.allCases)
    func `a step is on the accelerator, or has the host's cores`(place: Work.Place) {
        let isOfStep = place.kind.station == .accelerator || place.kind.cores == .ofStep
        #expect(place.isStep == isOfStep)
        #expect(!(place.isStep && place.isInterruption))
    }

    @Test func `there are two kinds of step and three of interruption`() {
        #expect(Work.Place.allCases.filter(\.isStep) == [.accelerator, .trainerCore])
        #expect(Work.Place.allCases.filter(\.isInterruption) == [.checkpointWrite, .checkpointWait, .evaluation])
    }

    @Test func `what computes is work on cores`() {
        let computing = Work.Place.allCases.filter { $0.kind.cores != .none }
        #expect(
            computing == [
                .workerCore, .ownThreadCore, .callerCore, .nextCall, .trainerHost, .trainerCore, .processCore,
            ])
    }
}
