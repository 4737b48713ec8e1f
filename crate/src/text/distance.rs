//! Edit distance, as `Levenshtein.distance` counts it.

/// The most that is told of: two words further apart are not near.
const FARTHEST: usize = 3;

/// The insertions, deletions and substitutions between `a` and `b`, when there are at most `max`, and [`FARTHEST`].
///
/// Only a band of `max` cells on each side of the diagonal is computed: nothing further can matter.
pub fn within<T: PartialEq>(a: &[T], b: &[T], max: usize) -> Option<usize> {
    let max = max.min(FARTHEST);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > max {
        return None;
    }
    let width = 2 * max + 1;
    let far = max + 1;
    // Cell k of row i is the distance between the first i of `short` and the first i + k - max of `long`.
    let mut row: [usize; 2 * FARTHEST + 1] = std::array::from_fn(|k| k.checked_sub(max).unwrap_or(far));
    for (i, from) in short.iter().enumerate() {
        let mut next = [far; 2 * FARTHEST + 1];
        for k in 0..width {
            let Some(j) = (i + 1 + k).checked_sub(max).filter(|&j| j <= long.len()) else { continue };
            let same = j.checked_sub(1).and_then(|j| long.get(j)).is_some_and(|to| to == from);
            let substituted = if j == 0 { far } else { at(&row, k) + usize::from(!same) };
            let deleted = at(&row, k + 1) + 1;
            let inserted = k.checked_sub(1).map_or(far, |k| at(&next, k) + 1);
            if let Some(cell) = next.get_mut(k) {
                *cell = substituted.min(deleted).min(inserted).min(far);
            }
        }
        if next.iter().all(|&cell| cell >= far) {
            return None;
        }
        row = next;
    }
    let last = at(&row, max + long.len() - short.len());
    (last <= max).then_some(last)
}

fn at(row: &[usize], k: usize) -> usize {
    row.get(k).copied().unwrap_or(usize::MAX / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(a: &[u8], b: &[u8]) -> usize {
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.iter().enumerate() {
            let mut diagonal = std::mem::replace(&mut row[0], i + 1);
            for (j, y) in b.iter().enumerate() {
                let cell = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
                diagonal = std::mem::replace(&mut row[j + 1], cell);
            }
        }
        row[b.len()]
    }

    #[test]
    fn the_band_finds_what_the_whole_table_finds() {
        let words: Vec<Vec<u8>> = (0u32..400)
            .map(|n| {
                (0..n % 7).map(|i| b'a' + (n.wrapping_mul(2_654_435_761) >> (3 * i) & 1) as u8).collect()
            })
            .collect();
        for a in &words {
            for b in &words {
                for max in 0..4 {
                    let whole = plain(a, b);
                    assert_eq!(within(a, b, max), (whole <= max).then_some(whole), "{a:?} {b:?} {max}");
                }
            }
        }
    }
}
