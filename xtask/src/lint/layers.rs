//! The dependency rule of the page: which folder of `src/` may use which, and which crates.

use std::collections::BTreeSet;

use super::tokens::{self, Kind, Token};
use super::tracked::File;

/// A folder of `src/` and what of ours it may use, beside itself.
struct Layer {
    name: &'static str,
    modules: &'static [&'static str],
    crates: &'static [&'static str],
}

/// The pure crates are data and decisions: views match on their enums to find the words. `route`
/// is pure too, and is what a screen is named by. `reactive` is Leptos in a small shape.
const LAYERS: [Layer; 7] = [
    Layer {
        name: "views",
        modules: &["ui", "state", "route", "reactive"],
        crates: &["transcript", "assemblyai", "import", "library", "journal"],
    },
    Layer {
        name: "state",
        modules: &["service", "platform", "route", "reactive"],
        crates: &["transcript", "assemblyai", "import", "library", "journal"],
    },
    Layer { name: "service", modules: &["platform"], crates: &["assemblyai", "import", "library"] },
    Layer { name: "platform", modules: &[], crates: &[] },
    Layer { name: "ui", modules: &["reactive"], crates: &[] },
    Layer { name: "reactive", modules: &[], crates: &[] },
    Layer { name: "route", modules: &[], crates: &["library"] },
];

/// Our crates that the page may depend on.
const CRATES: [&str; 5] = ["transcript", "assemblyai", "import", "library", "journal"];

/// Every use that the rule forbids, as `file:line: …`.
pub(super) fn problems(files: &[File]) -> Vec<String> {
    let mut problems = Vec::new();
    for file in files {
        let Some(module) = module_of(&file.path) else {
            continue;
        };
        let Some(layer) = LAYERS.iter().find(|layer| module.first() == Some(&layer.name)) else {
            continue;
        };
        for used in uses(&file.text, &module) {
            if let Some(what) = forbidden(layer, &used.name) {
                let (path, line, name) = (&file.path, used.line, layer.name);
                problems.push(format!("{path}:{line}: {name} may not use {what}"));
            }
        }
    }
    problems
}

fn forbidden(layer: &Layer, used: &Name<'_>) -> Option<String> {
    match used {
        Name::Module(module) => {
            let is_allowed = *module == layer.name || layer.modules.contains(module);
            (!is_allowed).then(|| format!("crate::{module}"))
        }
        Name::Crate(name) => (!layer.crates.contains(name)).then(|| format!("the crate {name}")),
    }
}

/// `src/views/start/mod.rs` is `[views, start]`, `src/views/start.rs` too.
fn module_of(path: &str) -> Option<Vec<&str>> {
    let inside = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut module: Vec<_> = inside.split('/').collect();
    if module.last() == Some(&"mod") {
        module.pop();
    }
    Some(module)
}

#[derive(Debug, PartialEq, Eq)]
enum Name<'a> {
    /// A module at the root of the page.
    Module(&'a str),
    /// One of our crates.
    Crate(&'a str),
}

#[derive(Debug, PartialEq, Eq)]
struct Use<'a> {
    name: Name<'a>,
    line: usize,
}

/// Everything of ours that `source`, the text of `module`, names by a path.
fn uses<'a>(source: &'a str, module: &[&'a str]) -> Vec<Use<'a>> {
    let tokens = tokens::of(source);
    let imported = imported_names(&tokens);
    let mut found = Vec::new();
    let mut module = module.to_vec();
    // Where inline modules began: the depth of braces around them.
    let mut inline = Vec::new();
    // A `super` inside a group belongs to the path around it.
    let mut seen = BTreeSet::new();
    let mut depth = 0_usize;
    for at in 0..tokens.len() {
        match tokens[at].kind {
            Kind::Sign('{') => {
                if let Some(name) = inline_module(&tokens, at) {
                    inline.push(depth);
                    module.push(name);
                }
                depth += 1;
            }
            Kind::Sign('}') => {
                depth = depth.saturating_sub(1);
                if inline.last() == Some(&depth) {
                    inline.pop();
                    module.pop();
                }
            }
            Kind::Word("crate" | "super") if starts_path(&tokens, at) && !seen.contains(&at) => {
                follow(&tokens, at, &module, &mut seen, &mut found);
            }
            Kind::Word(name) if CRATES.contains(&name) && is_crate(&tokens, at, &imported) => {
                found.push(Use { name: Name::Crate(name), line: tokens[at].line });
            }
            _ => {}
        }
    }
    found
}

/// The name of the module whose body opens at `at`.
fn inline_module<'a>(tokens: &[Token<'a>], at: usize) -> Option<&'a str> {
    let before = tokens.get(at.checked_sub(2)?..at)?;
    match (before[0].kind, before[1].kind) {
        (Kind::Word("mod"), Kind::Word(name)) => Some(name),
        _ => None,
    }
}

/// Whether the word at `at` begins a path: `crate::…`, not `pub(crate)` and not `a::super`.
fn starts_path(tokens: &[Token<'_>], at: usize) -> bool {
    let next = tokens.get(at + 1).map(|token| token.kind);
    let before = at.checked_sub(1).map(|before| tokens[before].kind);
    next == Some(Kind::Path) && before != Some(Kind::Path)
}

/// Names that `use` brings into scope from inside something: they hide a crate of that name.
fn imported_names<'a>(tokens: &[Token<'a>]) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let mut is_import = false;
    for three in tokens.windows(3) {
        match (three[0].kind, three[1].kind, three[2].kind) {
            (Kind::Word("use"), ..) => is_import = true,
            (Kind::Sign(';'), ..) => is_import = false,
            (Kind::Path | Kind::Sign('{' | ',') | Kind::Word("as"), Kind::Word(name), after)
                if is_import && after != Kind::Path =>
            {
                names.insert(name);
            }
            _ => {}
        }
    }
    names
}

/// Whether the word at `at` is a crate's name in a path or an import, not a field or a local.
fn is_crate(tokens: &[Token<'_>], at: usize, imported: &BTreeSet<&str>) -> bool {
    let before = at.checked_sub(1).map(|before| tokens[before].kind);
    if before == Some(Kind::Path) {
        // `::transcript::…` is the crate, `a::transcript` is not.
        let further = at.checked_sub(2).map(|further| tokens[further].kind);
        return matches!(further, None | Some(Kind::Word("use") | Kind::Sign(_)));
    }
    let is_path = tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Path);
    let is_import = before == Some(Kind::Word("use"));
    let is_hidden = matches!(tokens[at].kind, Kind::Word(name) if imported.contains(name));
    is_import || (is_path && !is_hidden)
}

/// Follows the path at `at` from `module` to the names at the root that it reaches.
fn follow<'a>(
    tokens: &[Token<'a>],
    at: usize,
    module: &[&'a str],
    seen: &mut BTreeSet<usize>,
    found: &mut Vec<Use<'a>>,
) {
    let Some(token) = tokens.get(at) else { return };
    seen.insert(at);
    let is_followed = tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Path);
    match token.kind {
        Kind::Word("crate") if is_followed => follow(tokens, at + 2, &[], seen, found),
        Kind::Word("super") if is_followed => {
            let parent = &module[..module.len().saturating_sub(1)];
            follow(tokens, at + 2, parent, seen, found);
        }
        Kind::Word("self") if is_followed => follow(tokens, at + 2, module, seen, found),
        Kind::Sign('{') => {
            for branch in branches(tokens, at) {
                follow(tokens, branch, module, seen, found);
            }
        }
        // A path that stays inside the folder it began in ends here.
        Kind::Word(name) => {
            let name = module.first().copied().unwrap_or(name);
            found.push(Use { name: Name::Module(name), line: token.line });
        }
        _ => {}
    }
}

/// Where the branches of the group that opens at `at` begin.
fn branches(tokens: &[Token<'_>], at: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut depth = 0_usize;
    for (here, token) in tokens.iter().enumerate().skip(at) {
        match token.kind {
            Kind::Sign('{') => {
                depth += 1;
                if depth == 1 {
                    starts.push(here + 1);
                }
            }
            Kind::Sign('}') => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            Kind::Sign(',') if depth == 1 => starts.push(here + 1),
            _ => {}
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(source: &str, module: &[&str]) -> Vec<String> {
        uses(source, module)
            .into_iter()
            .map(|used| match used.name {
                Name::Module(name) => name.to_owned(),
                Name::Crate(name) => format!("crate {name}"),
            })
            .collect()
    }

    fn problems_of(path: &str, text: &str) -> Vec<String> {
        problems(&[File { path: path.to_owned(), text: text.to_owned() }])
    }

    #[test]
    fn groups_and_nested_groups_are_followed() {
        let source = "use crate::{state::{a, b::{c, d}}, ui::Button, service};";
        assert_eq!(names(source, &["views"]), ["state", "ui", "service"]);
    }

    #[test]
    fn super_climbs_from_the_module_and_from_inline_modules() {
        assert_eq!(names("use super::a;", &["views", "start"]), ["views"]);
        assert_eq!(names("use super::super::ui::a;", &["views", "start"]), ["ui"]);
        assert_eq!(names("mod tests { use super::*; } use super::x;", &["views"]), ["x"]);
        assert_eq!(names("mod tests { use super::super::state; }", &["views"]), ["state"]);
        assert_eq!(
            names("use super::{self, super::state::A};", &["views", "a"]),
            ["views", "state"]
        );
    }

    #[test]
    fn paths_in_expressions_and_macros_count() {
        let source = "fn f() { view! { <a on:click=move |_| crate::platform::go()/> } }";
        assert_eq!(names(source, &["views"]), ["platform"]);
    }

    #[test]
    fn visibility_strings_comments_and_fields_do_not_count() {
        let source = "pub(crate) fn f(x: X) { x.transcript; \"crate::ui\"; } // crate::ui\n\
                      pub(in crate::views) fn g(transcript: u8) {}";
        assert_eq!(names(source, &["views"]), ["views"]);
    }

    #[test]
    fn our_crates_count_as_import_and_as_path() {
        let source = "use transcript::Turn; use ::assemblyai::Job; fn f() { transcript::parse() }";
        let expected = ["crate transcript", "crate assemblyai", "crate transcript"];
        assert_eq!(names(source, &["state"]), expected);
        assert_eq!(names("use crate::state::transcript;", &["views"]), ["state"]);
    }

    #[test]
    fn a_module_of_a_crates_name_hides_it() {
        let source = "use assemblyai::endpoint::{list, transcript}; fn f() { transcript::path() }";
        assert_eq!(names(source, &["service"]), ["crate assemblyai"]);
        let source = "use crate::a as transcript; fn f() { ::transcript::path(); transcript::x() }";
        assert_eq!(names(source, &["service"]), ["a", "crate transcript"]);
    }

    #[test]
    fn each_layer_is_held_to_its_rule() {
        for (path, text, is_fine) in [
            ("src/views/start/mod.rs", "use crate::ui::Button;", true),
            ("src/views/start.rs", "use crate::state::Job;", true),
            ("src/views/start.rs", "use assemblyai::job::Stage; use crate::route::Route;", true),
            ("src/views/start.rs", "use crate::service::http;", false),
            ("src/views/start.rs", "use crate::platform::audio;", false),
            ("src/state/job.rs", "use {crate::service::http, assemblyai::job};", true),
            ("src/state/job.rs", "use crate::views::Start;", false),
            ("src/service/http.rs", "use assemblyai::wire; use crate::platform::x;", true),
            ("src/service/http.rs", "use transcript::Turn;", false),
            ("src/platform/audio.rs", "use crate::state::player;", false),
            ("src/platform/audio.rs", "use super::raf;", true),
            ("src/ui/button.rs", "use transcript::Turn;", false),
            ("src/ui/button.rs", "use crate::platform::raf;", false),
            ("src/app.rs", "use crate::{platform, service, state, views};", true),
        ] {
            assert_eq!(problems_of(path, text).is_empty(), is_fine, "{path}: {text}");
        }
    }

    #[test]
    fn a_problem_names_file_line_and_rule() {
        let said = problems_of("src/ui/a.rs", "\nuse crate::state::x;");
        assert_eq!(said, ["src/ui/a.rs:2: ui may not use crate::state"]);
    }
}
