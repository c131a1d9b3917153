/// A symmetric 3 × 3 matrix, such as an information matrix.
struct SymmetricMatrix: Sendable {
    let xx: Double
    let xy: Double
    let xz: Double
    let yy: Double
    let yz: Double
    let zz: Double

    /// The diagonal of the inverse; nil unless the matrix is positive definite.
    var inverseDiagonal: (x: Double, y: Double, z: Double)? {
        let minorX = yy * zz - yz * yz
        let minorZ = xx * yy - xy * xy
        let determinant = xx * minorX - xy * (xy * zz - yz * xz) + xz * (xy * yz - yy * xz)
        guard xx > 0, minorZ > 0, determinant > 0 else { return nil }
        return (minorX / determinant, (xx * zz - xz * xz) / determinant, minorZ / determinant)
    }
}
