//! What an engine complained of while a story ran: which lines are errors of the page.

/// The page's errors among the lines of Firefox's output. The hosts in its addresses tell its own
/// errors from those of the browser's own scripts.
#[must_use]
pub fn firefox_errors(lines: &[String], hosts: &[String]) -> Vec<String> {
    lines.iter().filter(|line| is_firefox_error(line, hosts)).cloned().collect()
}

/// What a program that Firefox ended in its middle is found by when it is called once more.
const ENDS: [&str; 2] = ["closure invoked recursively", "RuntimeError: unreachable executed"];

/// Firefox writes errors of its own parts too. Its scripts come from other addresses; its consoles
/// have names (`RSLoader: `), where what a page logs is a quoted text or a value in brackets.
fn is_firefox_error(line: &str, hosts: &[String]) -> bool {
    if line.starts_with("JavaScript error:") {
        // What Firefox ends in a tab that is left or closed; a page that stays says itself that it stopped.
        let is_end = ENDS.iter().any(|end| line.contains(end));
        return !is_end && hosts.iter().any(|host| line.contains(host.as_str()));
    }
    let Some(logged) = line.strip_prefix("console.error: ") else { return false };
    let is_named = logged.trim_end().ends_with(':') && !logged.starts_with(['"', '(']);
    !is_named
}

/// Whether a line only tells that a request to the API failed, which every engine writes by itself
/// and no page can keep it from writing.
#[must_use]
pub fn is_failed_request(line: &str) -> bool {
    line.contains("/v2/")
        && [
            "Failed to load resource",
            "net::ERR_",
            "due to access control checks",
            "The network connection was lost",
        ]
        .iter()
        .any(|phrase| line.contains(phrase))
}
