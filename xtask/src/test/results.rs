//! What test runners said, in a few lines: how each closed, and why each failure failed.

/// How many lines of a failure are told; the whole of it stands further up.
const REASON_LINES: usize = 3;

/// The closing lines of the runners that had anything to run, the beginning of each failure, and
/// what passed at its second try only. Where cargo says which program ran, its name stands first.
pub(super) fn of(said: &str) -> Vec<String> {
    let mut told = Vec::new();
    let mut program = None;
    for line in said.lines().map(str::trim) {
        if let Some(begun) = begun(line) {
            program = Some(begun);
        } else if line.starts_with("test result:") && !line.starts_with("test result: ok. 0 passed")
        {
            told.push(program.map_or_else(|| line.to_owned(), |name| format!("{name}: {line}")));
        }
    }
    told.into_iter().chain(failures(said)).chain(second_tries(said)).collect()
}

/// The program whose tests begin here: `Running tests/a.rs (target/debug/deps/a-0123)`.
fn begun(line: &str) -> Option<&str> {
    if let Some(library) = line.strip_prefix("Doc-tests ") {
        return Some(library);
    }
    let (_, path) = line.strip_prefix("Running ")?.strip_suffix(')')?.rsplit_once('(')?;
    let (name, _) = path.rsplit('/').next()?.rsplit_once('-')?;
    Some(name)
}

/// The stories that failed once and then did not, as the runner of tests/e2e tells them.
fn second_tries(said: &str) -> impl Iterator<Item = String> {
    let lines = said.lines().filter_map(|line| line.find("told again: ").map(|at| &line[at..]));
    lines.map(str::to_owned)
}

fn failures(said: &str) -> Vec<String> {
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let headed = |line: &str| Some(line.strip_prefix("---- ")?.strip_suffix(" ----")?.to_owned());
    let begins = lines.iter().enumerate().filter_map(|(at, line)| Some((at + 1, headed(line)?)));
    begins
        .map(|(from, name)| {
            let reason = lines[from..].iter().take_while(|line| headed(line).is_none());
            let reason: Vec<&str> = reason.take(REASON_LINES).copied().collect();
            format!("{}: {}", name.trim_end_matches(" stdout"), reason.join(" | "))
        })
        .collect()
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
    fn a_short_reason_does_not_hide_the_next_failure() {
        let said =
            "failures:\n---- a ----\nlate\n\n---- b ----\nstale\n\nfailures:\n    a\n    b\n";
        assert_eq!(failures(said), ["a: late", "b: stale | failures: | a"]);
    }

    #[test]
    fn each_result_has_the_name_of_its_program() {
        let said = "   Compiling a v1\n     Running unittests src/lib.rs (target/debug/deps/a-01ab)\n\
                    test result: ok. 2 passed\n     Running tests/b.rs (target/debug/deps/b_c-02)\n\
                    test result: ok. 0 passed\n   Doc-tests d\ntest result: ok. 1 passed\n";
        assert_eq!(of(said), ["a: test result: ok. 2 passed", "d: test result: ok. 1 passed"]);
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
