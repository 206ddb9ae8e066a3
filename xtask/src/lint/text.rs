//! Rules on the text of files: no inline styles, no paths of a machine, no costly selectors, no very
//! long files.

use super::tracked::File;

/// More lines than this are worth a hard look.
const LONG: usize = 400;

/// First folders of paths that exist on somebody's machine only.
const MACHINE_FOLDERS: [&str; 5] = ["root", "home", "work", "tmp", "Users"];

/// What is wrong, as `file:line: …`.
pub(super) fn problems(files: &[File]) -> Vec<String> {
    let mut problems = Vec::new();
    for file in files {
        for (line, text) in file.text.lines().enumerate().map(|(at, text)| (at + 1, text)) {
            if let Some(path) = machine_path(text) {
                problems.push(format!("{}:{line}: a path of one machine: {path}", file.path));
            }
            let broken = STYLE_RULES.iter().filter(|(breaks, _)| breaks(text));
            for (_, why) in broken.filter(|_| file.has_extension(&["css"])) {
                problems.push(format!("{}:{line}: {why}", file.path));
            }
            if is_markup(file) && has_style_attribute(text) {
                problems.push(format!(
                    "{}:{line}: a style attribute: the page's policy blocks it; use a class, a \
                     data attribute or style:property=",
                    file.path
                ));
            }
        }
    }
    problems
}

/// Whether a line breaks a rule, and why there is one.
type Rule = (fn(&str) -> bool, &'static str);

/// What a line of a style sheet must not do.
const STYLE_RULES: [Rule; 4] = [
    (
        asks_the_whole_page,
        "`:has()` of the whole page: each change of a long conversation would have the browser go \
         over all of it",
    ),
    (
        asks_for_nothing,
        "`:empty`: WebKit styles all of the page anew whenever something is added to it, which takes it \
         seconds in a long conversation; use `display: contents`, or do not make the element",
    ),
    (
        draws_a_line_in_short,
        "more than a line in `text-decoration`: WebKit takes nothing of it; use \
         text-decoration-line and the others",
    ),
    (
        looks_up_in_a_mark,
        "`var()` in a rule of `::highlight()`: Blink would work it out for each element of a long \
         conversation; write the value",
    ),
];

/// What is worth a look.
pub(super) fn remarks(files: &[File]) -> Vec<String> {
    let mut remarks = Vec::new();
    for file in files.iter().filter(|file| file.has_extension(&["rs", "css", "html", "js", "py"])) {
        let lines = file.text.lines().count();
        if lines > LONG {
            remarks.push(format!("{} has {lines} lines", file.path));
        }
    }
    remarks
}

fn is_markup(file: &File) -> bool {
    file.path == "index.html"
        || (file.has_extension(&["rs"])
            && ["src/views/", "src/ui/", "src/app.rs"].iter().any(|at| file.path.starts_with(at)))
}

/// A rule that asks what the root or the body has, at any depth.
fn asks_the_whole_page(line: &str) -> bool {
    let at_any_depth = |(at, found): (usize, &str)| !line[at + found.len()..].starts_with('>');
    [":root:has(", "html:has(", "body:has("]
        .iter()
        .any(|start| line.match_indices(start).any(at_any_depth))
}

/// A rule for elements without content.
fn asks_for_nothing(line: &str) -> bool {
    line.contains(":empty")
}

/// A `text-decoration` of more than one value.
fn draws_a_line_in_short(line: &str) -> bool {
    line.match_indices("text-decoration:").any(|(at, found)| {
        let value = line[at + found.len()..].split([';', '}']).next().unwrap_or_default();
        value.trim().contains(' ')
    })
}

/// A rule of marks with a custom property.
fn looks_up_in_a_mark(line: &str) -> bool {
    line.match_indices("::highlight(")
        .any(|(at, _)| line[at..].split('}').next().is_some_and(|rule| rule.contains("var(")))
}

/// `style=…` as an attribute is written: a blank or `attr:` before it, no blank behind it.
fn has_style_attribute(line: &str) -> bool {
    line.match_indices("style=").any(|(at, found)| {
        let before = line[..at].chars().next_back();
        let after = line[at + found.len()..].chars().next();
        before.is_none_or(|c| c.is_whitespace() || c == ':')
            // `style=("--name", value)` sets one property, which the policy allows.
            && after.is_some_and(|c| !c.is_whitespace() && c != '=' && c != '(')
    })
}

/// An absolute path into a folder that other machines do not have.
fn machine_path(line: &str) -> Option<&str> {
    for folder in MACHINE_FOLDERS {
        let start = format!("/{folder}/");
        for (at, found) in line.match_indices(&start) {
            let before = line[..at].chars().next_back();
            let begins = before.is_none_or(|c| c.is_whitespace() || "\"'`(=:<>,[".contains(c));
            let rest = &line[at + found.len()..];
            let length = rest
                .find(|c: char| !(c.is_alphanumeric() || "._-/+".contains(c)))
                .unwrap_or(rest.len());
            if begins && length > 0 {
                return Some(&line[at..at + found.len() + length]);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_attributes_are_told_from_properties_and_bindings() {
        for line in ["<p style=\"color:red\">", "  style=move || x", "<p attr:style={x}>"] {
            assert!(has_style_attribute(line), "{line}");
        }
        for line in [
            "style=(\"--width\", w)",
            "<p style:width=\"1px\">",
            "let style = \"x\";",
            "style == x",
            "data-style=\"x\"",
        ] {
            assert!(!has_style_attribute(line), "{line}");
        }
    }

    #[test]
    fn questions_to_the_whole_page_are_found() {
        for line in [":root:has(.page){}", "a{}body:has(dialog[open]){}", ".x,html:has(.y) .z{}"] {
            assert!(asks_the_whole_page(line), "{line}");
        }
        for line in [":root{}", "body:has(>main){}", ".room:has(>.panel){}", "label:has(input){}"] {
            assert!(!asks_the_whole_page(line), "{line}");
        }
    }

    #[test]
    fn questions_for_nothing_are_found() {
        let line = ["ul", ":empty", ",.a"].concat();
        assert!(asks_for_nothing(&line), "{line}");
        assert!(!asks_for_nothing(".empty"));
    }

    #[test]
    fn marks_that_look_up_are_found() {
        for line in
            ["::highlight(a),::highlight(b){color:var(--c)}", "a{}.b::highlight(c){d:var(--e)"]
        {
            assert!(looks_up_in_a_mark(line), "{line}");
        }
        for line in ["::highlight(a){color: red}.b{color:var(--c)}", ".b{color:var(--c)}"] {
            assert!(!looks_up_in_a_mark(line), "{line}");
        }
    }

    #[test]
    fn lines_drawn_in_short_are_found() {
        for line in ["a{text-decoration:underline 2px}", "text-decoration: underline dotted red;"] {
            assert!(draws_a_line_in_short(line), "{line}");
        }
        for line in ["a{text-decoration: none}", "a{text-decoration-line:underline;color:red}"] {
            assert!(!draws_a_line_in_short(line), "{line}");
        }
    }

    #[test]
    fn paths_of_a_machine_are_found_and_addresses_are_not() {
        let path = format!("/{}/ana/x.mp3", "home");
        assert_eq!(machine_path(&format!("see \"{path}\"")), Some(path.as_str()));
        assert_eq!(machine_path(&format!("{path} is")), Some(path.as_str()));
        assert_eq!(machine_path(&format!("https://example.org{path}")), None);
        assert_eq!(machine_path("/homes/ana and /usr/lib/x"), None);
    }

    #[test]
    fn long_files_are_remarks_and_not_problems() {
        let file = File { path: "src/a.rs".to_owned(), text: "\n".repeat(LONG + 1) };
        let files = [file];
        assert_eq!(remarks(&files), ["src/a.rs has 401 lines"]);
        assert!(problems(&files).is_empty());
    }
}
