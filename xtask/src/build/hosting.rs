//! Files that tell hosts how to serve the site: `_headers` (Netlify, Cloudflare Pages),
//! `hosting/nginx.conf`, and `.nojekyll` (GitHub Pages).

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{files, policy};

/// Headers of every answer, beside the policy.
const EVERYWHERE: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "bluetooth=(), camera=(), display-capture=(self), geolocation=(), hid=(), microphone=(self), \
         midi=(), payment=(), serial=(), usb=()",
    ),
];

/// A file whose name is made from its content never changes.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Everything else is asked for again; an unchanged file costs one short answer.
const ASK_AGAIN: &str = "no-cache";

pub(super) fn write(site: &Path) -> Result<()> {
    let page = fs::read_to_string(site.join("index.html")).context("the site has no index.html")?;
    let policy = policy::of(&page).context("index.html has no policy")?;
    // A meta element cannot say this part.
    let policy = format!("{policy}; frame-ancestors 'none'");

    let mut lasting: Vec<String> =
        files::all(site)?.iter().map(|file| files::address(file, site)).collect();
    lasting.retain(|address| is_named_by_content(address));

    fs::write(site.join(".nojekyll"), "")?;
    fs::write(site.join("_headers"), headers_file(&policy, &lasting))?;
    fs::create_dir_all(site.join("hosting"))?;
    fs::write(site.join("hosting/nginx.conf"), nginx_file(&policy))?;
    Ok(())
}

/// Trunk's names: 16 hexadecimal digits of a hash behind the last hyphen, or a snippets folder.
fn is_named_by_content(address: &str) -> bool {
    if address.starts_with("snippets/") {
        return true;
    }
    let stem = address.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        (15..=16).contains(&hash.len()) && hash.chars().all(|c| c.is_ascii_hexdigit())
    })
}

fn headers_file(policy: &str, lasting: &[String]) -> String {
    let mut lines = vec!["/*".to_owned(), format!("  Content-Security-Policy: {policy}")];
    lines.extend(EVERYWHERE.map(|(name, value)| format!("  {name}: {value}")));
    for address in lasting {
        lines.push(format!("/{address}\n  Cache-Control: {FOREVER}"));
    }
    lines.join("\n") + "\n"
}

fn nginx_file(policy: &str) -> String {
    let header = |(name, value)| format!("add_header {name} \"{value}\" always;");
    let mut headers = vec![header(("Content-Security-Policy", policy))];
    headers.extend(EVERYWHERE.map(header));
    // Browsers heed it over https alone.
    headers.push(header(("Strict-Transport-Security", "max-age=31536000")));
    let headers = headers.join("\n");
    format!(
        "# Diarist: to be included in a `server` block whose `root` is the folder of the site.\n\
         # Do not serve this folder's `hosting/` itself. With the module ngx_brotli, add\n\
         # `brotli_static on;`.\n\
         gzip_static on;\n\
         types {{\n\
         \x20   text/html html;\n\
         \x20   text/css css;\n\
         \x20   text/javascript js mjs;\n\
         \x20   application/wasm wasm;\n\
         \x20   application/json json;\n\
         \x20   application/manifest+json webmanifest;\n\
         \x20   image/svg+xml svg;\n\
         \x20   image/png png;\n\
         \x20   audio/mpeg mp3;\n\
         \x20   text/plain txt;\n\
         }}\n\
         {headers}\n\
         add_header Cache-Control \"$diarist_cache\" always;\n\
         # In the `http` block, beside `server`:\n\
         # map $uri $diarist_cache {{\n\
         #     default \"{ASK_AGAIN}\";\n\
         #     \"~-[0-9a-f]{{15,16}}(_bg)?\\.[a-z]+$\" \"{FOREVER}\";\n\
         #     \"~/snippets/\" \"{FOREVER}\";\n\
         # }}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_made_from_content_are_told_from_others() {
        for address in
            ["diarist-0123456789abcdef.js", "diarist-0123456789abcdef_bg.wasm", "snippets/a/b.js"]
        {
            assert!(is_named_by_content(address), "{address}");
        }
        for address in ["index.html", "samples/interview.mp3", "samples/a-b.json", "_headers"] {
            assert!(!is_named_by_content(address), "{address}");
        }
    }

    #[test]
    fn every_page_gets_the_policy_and_lasting_files_are_kept() {
        let text = headers_file("default-src 'none'", &["a-0123456789abcdef.css".to_owned()]);
        assert!(text.starts_with("/*\n  Content-Security-Policy: default-src 'none'\n"), "{text}");
        assert!(text.ends_with(
            "/a-0123456789abcdef.css\n  Cache-Control: public, max-age=31536000, immutable\n"
        ));
    }

    #[test]
    fn the_policy_does_not_end_nginxs_quotes() {
        let text = nginx_file("script-src 'self'");
        assert!(text.contains("Content-Security-Policy \"script-src 'self'\" always;"), "{text}");
        assert!(text.contains("add_header Strict-Transport-Security \"max-age=31536000\" always;"));
    }
}
