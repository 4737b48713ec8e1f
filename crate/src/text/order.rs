//! Sorting, compiled once. The standard library compiles its sort again for every type and every comparison, five
//! kilobytes each time: forty of them were a twelfth of the module. Here ranks are sorted, by one function for all.

use std::cmp::Ordering;

/// Sorts as `compare` says; equal ones keep their order.
pub fn by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut ranks: Vec<usize> = (0..items.len()).collect();
    rank(&mut ranks, &mut |a, b| compare(&items[a], &items[b]));
    place(&mut ranks, &mut |a, b| items.swap(a, b));
}

/// Sorts by what `key` takes of each; equal ones keep their order.
pub fn by_key<T, K: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts in the order of the type; equal ones keep their order.
pub fn natural<T: Ord>(items: &mut [T]) {
    by(items, T::cmp);
}

#[inline(never)]
fn rank(ranks: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    ranks.sort_by(|a, b| compare(*a, *b));
}

/// Brings each item from its rank to its place, one circle of exchanges after the other.
#[inline(never)]
fn place(ranks: &mut [usize], swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..ranks.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut ranks[at], at);
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    /// The same as the standard library's, on lists with many equal keys.
    #[test]
    fn equal_ones_keep_their_order() {
        for length in 0..60_u32 {
            let list: Vec<(u32, u32)> =
                (0..length).map(|i| (i.wrapping_mul(2_654_435_761) >> 29, i)).collect();
            let (mut ours, mut theirs) = (list.clone(), list);
            super::by_key(&mut ours, |(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            assert_eq!(ours, theirs);
            super::by(&mut ours, |a, b| b.cmp(a));
            theirs.sort_by(|a, b| b.cmp(a));
            assert_eq!(ours, theirs);
        }
    }
}
