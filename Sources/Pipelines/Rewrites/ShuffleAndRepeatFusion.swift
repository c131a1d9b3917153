extension RewrittenStages {
    /// TensorFlow's `shuffle_and_repeat_fusion`: a shuffle that a repeat follows fills its buffer across epochs.
    mutating func fuseShuffleAndRepeat() {
        fuseNeighbours { first, second in
            guard let shuffle = first.operator as? Shuffle, let `repeat` = second.operator as? Repeat else {
                return nil
            }
            return (
                ShuffleAndRepeat(shuffle, `repeat`),
                .fusedShuffleAndRepeat(shuffle: first.name, repeat: second.name)
            )
        }
    }
}
