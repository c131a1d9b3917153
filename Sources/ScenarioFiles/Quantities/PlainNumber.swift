import Foundation

/// A number in at most twelve digits, which hides the rounding of units.
func plain(_ value: Double) -> String { String(format: "%.12g", value) }
