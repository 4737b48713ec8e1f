//! One work on several cores, whose results come in the order of what they are about.

/// How many records each worker has before the results of all are taken.
const BATCH: usize = 64;

/// How many are worked on before the results are taken: one by one when one works alone.
pub fn batch(workers: usize) -> usize {
    if workers > 1 { workers * BATCH } else { 1 }
}

/// What `work` makes of each item, in their order. There are as many workers as `states`, and each has its own: what
/// it remembers may spare it time, and decides nothing.
pub fn map<T: Sync, S: Send, R: Send>(
    items: &[T],
    states: &mut [S],
    work: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<R> {
    match states {
        [] => Vec::new(),
        #[cfg(not(target_arch = "wasm32"))]
        [own, others @ ..] if !others.is_empty() && items.len() > 1 => threads::map(items, own, others, work),
        [own, ..] => items.iter().map(|item| work(own, item)).collect(),
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod threads {
    use std::{
        panic,
        sync::atomic::{AtomicUsize, Ordering},
        thread,
    };

    /// Shares of each worker: one that has longer records takes fewer.
    const SHARES: usize = 4;

    /// As deep as the stack of the main thread.
    const STACK: usize = 8 << 20;

    pub(super) fn map<T: Sync, S: Send, R: Send>(
        items: &[T],
        own: &mut S,
        others: &mut [S],
        work: impl Fn(&mut S, &T) -> R + Sync,
    ) -> Vec<R> {
        let share = items.len().div_ceil((others.len() + 1) * SHARES);
        let next = AtomicUsize::new(0);
        let take_shares = |state: &mut S| {
            let mut done = Vec::new();
            loop {
                let rank = next.fetch_add(1, Ordering::Relaxed);
                let Some(items) = items.chunks(share).nth(rank) else { return done };
                done.push((rank, items.iter().map(|item| work(state, item)).collect::<Vec<R>>()));
            }
        };
        let mut done = thread::scope(|scope| {
            // A thread that the system refuses leaves its shares to the others.
            let spawn = |state| {
                thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || take_shares(state)).ok()
            };
            let workers: Vec<_> = others.iter_mut().filter_map(spawn).collect();
            let mut done = take_shares(own);
            for worker in workers {
                done.extend(worker.join().unwrap_or_else(|panic| panic::resume_unwind(panic)));
            }
            done
        });
        done.sort_unstable_by_key(|(rank, _)| *rank);
        done.into_iter().flat_map(|(_, results)| results).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_however_many_work() {
        let items: Vec<usize> = (0..1000).collect();
        let expected: Vec<usize> = items.iter().map(|item| item * 2).collect();
        for workers in [1, 2, 3, 7, 2000] {
            let mut counts = vec![0; workers];
            let results = map(&items, &mut counts, |count, item| {
                *count += 1;
                item * 2
            });
            assert_eq!(results, expected, "{workers} workers");
            assert_eq!(counts.iter().sum::<usize>(), items.len(), "{workers} workers");
        }
        assert!(map(&items, &mut [] as &mut [()], |(), _| ()).is_empty());
    }
}
