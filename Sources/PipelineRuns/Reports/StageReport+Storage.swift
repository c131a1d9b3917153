extension StageReport {
    /// Whether a faster disk can win more time than more work at once can.
    ///
    /// The stage's workers never pause, and are at storage for a share of their time. More of them can raise the
    /// throughput until the disk is in use all the time, 1 ÷ `diskUtilisation` at most; a disk that takes no time,
    /// 1 ÷ (1 − `shares.storage`) at most (Amdahl 1967). A disk that is idle most of the time does not bind.
    func isBoundByStorage(diskUtilisation: Double) -> Bool {
        diskUtilisation >= 0.5 && diskUtilisation + shares.storage > 1
    }
}
