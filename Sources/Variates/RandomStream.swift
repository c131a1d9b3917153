internal import CGSL

/// A stream of random numbers: a GSL generator of our own type (xoshiro256++), started from a ``StreamKey``.
///
/// All draws of the product come from such streams, through GSL's samplers. One allocation holds the generator's state,
/// GSL's handle and GSL's description of the generator type. Every stream has its own description (56 bytes), which is
/// what GSL's extension point asks for, a stable address, without any global. The stream frees all of it.
public struct RandomStream: ~Copyable {
    private let storage: UnsafeMutablePointer<GeneratorStorage>

    /// What GSL's samplers take: valid as long as the stream.
    let handle: UnsafeMutablePointer<gsl_rng>

    /// Starts the stream that belongs to `key`.
    public init(_ key: StreamKey) { self.init(state: key.initialState) }

    /// Starts a stream in a given state of the generator.
    init(state: Xoshiro256PlusPlus) {
        GSLErrorHandler.off
        storage = .allocate(capacity: 1)
        storage.initialize(to: GeneratorStorage(state: state))
        guard
            let handle = storage.pointer(to: \.handle),
            let type = storage.pointer(to: \.type),
            let state = storage.pointer(to: \.state)
        else { preconditionFailure("a stored property of a struct always has an address") }
        handle.pointee.type = UnsafePointer(type)
        handle.pointee.state = UnsafeMutableRawPointer(state)
        self.handle = handle
    }

    deinit {
        storage.deinitialize(count: 1)
        storage.deallocate()
    }

    /// The generator's present state.
    var state: Xoshiro256PlusPlus {
        get { storage.pointee.state }
        nonmutating set { storage.pointee.state = newValue }
    }
}

/// The memory of one stream, in one piece.
private struct GeneratorStorage {
    var type: gsl_rng_type
    var handle: gsl_rng
    var state: Xoshiro256PlusPlus

    init(state: Xoshiro256PlusPlus) {
        type = gsl_rng_type(
            name: generatorName, max: UInt.max, min: 0, size: MemoryLayout<Xoshiro256PlusPlus>.size,
            set: { state, seed in generator(at: state).pointee = Xoshiro256PlusPlus(expanding: UInt64(seed)) },
            get: { state in UInt(generator(at: state).pointee.next()) },
            get_double: { state in generator(at: state).pointee.nextUnit() })
        handle = gsl_rng(type: nil, state: nil)
        self.state = state
    }
}

/// The name under which GSL knows the generator; a literal lives as long as the process.
private var generatorName: UnsafePointer<CChar> {
    let name: StaticString = "xoshiro256++"
    return UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
}

/// What is behind the `void *` that GSL hands to the functions of a generator type.
private func generator(at state: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Xoshiro256PlusPlus> {
    guard let state else { preconditionFailure("GSL passes the state of an allocated generator") }
    return state.assumingMemoryBound(to: Xoshiro256PlusPlus.self)
}
