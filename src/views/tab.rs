//! What the tab says from outside: the title, with the jobs before the name of the screen, and the
//! icon.

use library::Standing;

use crate::state::tab::use_tab;
use crate::views::wording;

/// Keeps both in step with the screen and the jobs.
pub fn keep_tab() {
    use_tab().keep(|screen, told| match told {
        Some(standing) => (format!("{} · {screen}", short(standing)), icon(standing)),
        None => (screen, "favicon.svg".to_owned()),
    });
}

/// A standing in little room.
fn short(standing: Standing) -> String {
    match standing {
        Standing::Uploading(percent) => format!("{percent} %"),
        _ => wording::standing(standing),
    }
}

/// A drawing in the frame of the page's own icon: a ring that fills, or a sign.
fn icon(standing: Standing) -> String {
    let (path, drawn) = match standing {
        // The ring is 100 long. In steps, as browsers take their time for each.
        Standing::Uploading(percent) => ("M24 8a16 16 0 1 1-.1 0", percent.max(5) / 5 * 5),
        Standing::Ready => ("m13 25 8 8 14-17", 100),
        Standing::Failed => ("M24 11v16m0 6v5", 100),
        _ => ("M11 24h5m5 0h5m5 0h5", 100),
    };
    format!(
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 48'>\
         <rect width='48' height='48' rx='10' fill='%231b1a17'/><path d='{path}' fill='none' \
         stroke='%23faf9f6' stroke-width='6' stroke-dasharray='{drawn} 101'/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_is_told_as_its_percents_and_the_rest_as_elsewhere() {
        assert_eq!(short(Standing::Uploading(61)), "61 %");
        assert_eq!(short(Standing::Queued), "Queued");
        assert_eq!(short(Standing::Ready), "Ready");
    }

    #[test]
    fn the_icon_changes_twenty_times_in_an_upload() {
        let mut icons: Vec<String> = (0..=100).map(Standing::Uploading).map(icon).collect();
        icons.dedup();
        assert_eq!(icons.len(), 20);
    }
}
