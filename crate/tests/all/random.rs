//! Numbers for tests that change texts.

/// Marsaglia's xorshift: the same numbers at each run.
pub struct Random(pub u64);

impl Random {
    /// A number under `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }
}
