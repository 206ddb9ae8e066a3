//! A shorter path that fails in the same way.

/// Leaves out what a path needs not in order to fail: halves first, then ever smaller pieces. `fails` is
/// asked for each shorter path; the last step, where it failed, stays.
pub(super) async fn shortest<T: Clone>(
    path: &[T],
    mut fails: impl AsyncFnMut(&[T]) -> bool,
) -> Vec<T> {
    let mut path = path.to_vec();
    let mut size = path.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        let mut was_shorter = false;
        while at + 1 < path.len() {
            let end = (at + size).min(path.len() - 1);
            let shorter = [&path[..at], &path[end..]].concat();
            if fails(&shorter).await {
                path = shorter;
                was_shorter = true;
            } else {
                at = end;
            }
        }
        if size == 1 && !was_shorter {
            break;
        }
        size = if size == 1 { 1 } else { size / 2 };
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_needed_stays() {
        let path: Vec<u32> = (0..60).collect();
        let mut asked = 0;
        let short = shortest(&path, async |path: &[u32]| {
            asked += 1;
            [3, 17, 18, 59].iter().all(|needed| path.contains(needed))
        })
        .await;
        assert_eq!(short, [3, 17, 18, 59]);
        assert!(asked < 120, "asked {asked} times");
    }

    #[tokio::test]
    async fn the_last_step_stays() {
        assert_eq!(shortest(&[1, 2, 3], async |_: &[i32]| true).await, [3]);
        assert_eq!(shortest(&[1], async |_: &[i32]| true).await, [1]);
    }
}
