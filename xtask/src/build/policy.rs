//! The content security policy of the page, and the API base it may talk to.

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::api_base;
use super::html::{self, Tag};

/// Where the page may send a file and a key, unless the host of a copy says otherwise.
const ASSEMBLYAI: [&str; 2] = ["https://api.assemblyai.com", "https://api.eu.assemblyai.com"];

/// The name of the meta element that tells the page its API bases.
const API_META: &str = "diarist-api";

/// `page` with its policy as the first child of `head`, and with `api` as its bases if any.
pub(super) fn apply(page: &str, api: &[String]) -> Result<String> {
    let page = if api.is_empty() { page.to_owned() } else { with_api(page, api)? };
    let tags = html::tags(&page);
    refuse_what_the_policy_blocks(&tags)?;
    let head = tags.iter().find(|tag| tag.is("head")).context("index.html has no <head>")?;
    let (before, after) = page.split_at(head.span.1);
    let policy = policy(&tags, api);
    Ok(format!("{before}<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{after}"))
}

/// The policy that [`apply`] wrote into `page`.
pub(super) fn of(page: &str) -> Option<String> {
    html::tags(page)
        .iter()
        .find(|tag| tag.attribute("http-equiv") == Some("Content-Security-Policy"))
        .and_then(|tag| tag.attribute("content"))
        .map(str::to_owned)
}

fn policy(tags: &[Tag<'_>], api: &[String]) -> String {
    let mut scripts = vec!["'self'".to_owned()];
    for tag in tags.iter().filter(|tag| is_inline_script(tag)) {
        scripts.push(format!("'sha256-{}'", STANDARD.encode(Sha256::digest(tag.text))));
    }
    let scripts = scripts.join(" ");
    let sources: Vec<String> = api.iter().map(|base| api_base::source(base)).collect();
    let bases = if api.is_empty() { ASSEMBLYAI.join(" ") } else { sources.join(" ") };
    format!(
        "default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self' {bases}; img-src 'self' data: blob:; media-src 'self' blob: https:; \
         manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types diarist 'allow-duplicates'"
    )
}

fn is_inline_script(tag: &Tag<'_>) -> bool {
    tag.is("script") && tag.attribute("src").is_none()
}

/// What would be dropped silently in the browser is an error here.
fn refuse_what_the_policy_blocks(tags: &[Tag<'_>]) -> Result<()> {
    for tag in tags {
        let name = &tag.name;
        ensure!(!tag.is("style"), "index.html has a <style>: the policy allows only style sheets");
        ensure!(!tag.is("base"), "index.html has a <base>: the policy forbids it");
        ensure!(
            tag.attribute("http-equiv") != Some("Content-Security-Policy"),
            "index.html has a policy of its own: the build writes it"
        );
        for (attribute, _) in &tag.attributes {
            if attribute == "style" || attribute.starts_with("on") {
                bail!("<{name}> has the attribute `{attribute}`: the policy blocks it");
            }
        }
    }
    Ok(())
}

fn with_api(page: &str, api: &[String]) -> Result<String> {
    for base in api {
        api_base::check(base)?;
    }
    html::with_meta(page, API_META, &api.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html><head><meta charset=utf-8>\
        <meta name=\"diarist-api\" content=\"\"></head><body>\
        <script type=\"module\">x</script></body></html>";

    #[test]
    fn the_policy_is_the_first_child_of_head_and_names_the_inline_script() {
        let page = apply(PAGE, &[]).expect("applies");
        let tags = html::tags(&page);
        let head = tags.iter().position(|tag| tag.is("head")).expect("has a head");
        assert_eq!(tags[head + 1].attribute("http-equiv"), Some("Content-Security-Policy"));
        // printf x | openssl dgst -sha256 -binary | base64
        let hash = "'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='";
        assert_eq!(
            of(&page).expect("has a policy"),
            format!(
                "default-src 'none'; script-src 'self' {hash} 'wasm-unsafe-eval'; style-src 'self'; \
                 connect-src 'self' https://api.assemblyai.com https://api.eu.assemblyai.com; \
                 img-src 'self' data: blob:; media-src 'self' blob: https:; manifest-src 'self'; \
                 worker-src 'self'; base-uri 'none'; form-action 'none'; \
                 require-trusted-types-for 'script'; trusted-types diarist 'allow-duplicates'"
            )
        );
    }

    #[test]
    fn the_bases_of_a_self_hosted_copy_replace_assemblyais() {
        let bases = ["https://proxy.example.org".to_owned(), "https://eu.example.org".to_owned()];
        let page = apply(PAGE, &bases).expect("applies");
        let policy = of(&page).expect("has a policy");
        assert!(
            policy.contains("connect-src 'self' https://proxy.example.org https://eu.example.org;")
        );
        assert!(!page.contains("assemblyai.com"), "{page}");
        assert!(page.contains("content=\"https://proxy.example.org https://eu.example.org\""));
    }

    #[test]
    fn a_base_with_a_path_is_reached_and_told_as_it_is() {
        let page = apply(PAGE, &["https://example.org/aai".to_owned()]).expect("applies");
        let policy = of(&page).expect("has a policy");
        assert!(policy.contains("connect-src 'self' https://example.org/aai/;"), "{policy}");
        assert!(page.contains("content=\"https://example.org/aai\""), "{page}");
    }

    #[test]
    fn a_base_that_is_none_is_refused() {
        for base in ["https://a.example; script-src *", "http://a.example"] {
            assert!(apply(PAGE, &[base.to_owned()]).is_err(), "{base}");
        }
    }

    #[test]
    fn what_the_policy_would_block_is_refused() {
        for bad in ["<p style=\"color:red\">", "<style>p{}</style>", "<b onclick=x>", "<base>"] {
            let page = PAGE.replace("<body>", &format!("<body>{bad}"));
            assert!(apply(&page, &[]).is_err(), "{bad}");
        }
    }

    #[test]
    fn external_scripts_add_no_hash() {
        let page = PAGE.replace("<body>", "<body><script src=\"./a.js\"></script>");
        let policy = of(&apply(&page, &[]).expect("applies")).expect("has a policy");
        assert_eq!(policy.matches("sha256-").count(), 1);
    }
}
