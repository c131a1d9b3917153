extension Double {
    /// A share without what rounding leaves above 1, and no more: a share that is too large is a fault to be seen.
    package var roundedShare: Double { self > 1 && self < 1 + 1e-12 ? 1 : self }
}
