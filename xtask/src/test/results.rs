//! What test runners said, in a few lines: how each closed, and why each failure failed.

/// How many lines of a failure are told; the whole of it stands further up.
const REASON_LINES: usize = 3;

/// The closing lines of the runners that had anything to run, the beginning of each failure, and
/// what passed at its second try only.
pub(super) fn of(said: &str) -> Vec<String> {
    let results = said.lines().map(str::trim).filter(|line| line.starts_with("test result:"));
    let told = results.filter(|line| !line.starts_with("test result: ok. 0 passed"));
    told.map(str::to_owned).chain(failures(said)).chain(second_tries(said)).collect()
}

/// The stories that failed once and then did not, as the runner of tests/e2e tells them.
fn second_tries(said: &str) -> impl Iterator<Item = String> {
    let lines = said.lines().filter_map(|line| line.find("told again: ").map(|at| &line[at..]));
    lines.map(str::to_owned)
}

fn failures(said: &str) -> Vec<String> {
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut failures = Vec::new();
    while let Some(line) = lines.next() {
        let Some(name) = line.strip_prefix("---- ").and_then(|line| line.strip_suffix(" ----"))
        else {
            continue;
        };
        let reason: Vec<_> = lines.by_ref().take(REASON_LINES).collect();
        failures.push(format!("{}: {}", name.trim_end_matches(" stdout"), reason.join(" | ")));
    }
    failures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_told_with_their_reason() {
        let said = "running 2 tests\ntest b ... FAILED\n\nfailures:\n\n---- a::b ----\nwaited 3 s \
                    for it\nsee there\n\n---- c stdout ----\npanicked\n\ntest result: FAILED. 0 \
                    passed; 2 failed\n";
        let told = of(said);
        assert_eq!(told[0], "test result: FAILED. 0 passed; 2 failed");
        assert!(told[1].starts_with("a::b: waited 3 s for it | see there"), "{told:?}");
    }

    #[test]
    fn second_tries_are_told() {
        let said = "told again: webkit::b: the browser died\ntest result: ok. 2 passed; 0 failed\n";
        let told = of(said);
        assert_eq!(told[1], "told again: webkit::b: the browser died");
    }

    #[test]
    fn runners_without_tests_are_left_out() {
        let said = "test result: ok. 0 passed; 0 failed\ntest result: ok. 2 passed; 0 failed\n";
        assert_eq!(of(said), ["test result: ok. 2 passed; 0 failed"]);
    }
}
