//! What `AssemblyAI` would charge for the chosen files: an estimate, which stops nothing.

use assemblyai::price::{PRICING_PAGE, estimates};
use transcript::{Clock, Millis};

use crate::state::draft::{Lengths, use_draft};
use crate::ui::dom::{El, el};
use crate::ui::note::out_link;
use crate::views::wording::dollars;

/// The line below the files. Before all of them were looked at it stands there too, so that nothing below
/// moves when it is known.
pub(super) fn cost() -> Option<El> {
    let draft = use_draft();
    let looking = || el("p").class("cost meta num").text("Looking at the length…");
    draft.lengths().map(cost_of).or_else(|| draft.is_looking().then(looking))
}

/// What so much would cost.
pub(super) fn cost_of(lengths: Lengths) -> El {
    let text = words(lengths, &use_draft().price_day());
    let line = el("p").class("cost meta num").text(&text);
    line.child(out_link(PRICING_PAGE, "Pricing"))
}

/// "AssemblyAI would charge about $0.18 for 47:12 with …".
fn words(lengths: Lengths, day: &str) -> String {
    const HOUR: u64 = 60 * 60 * 1_000;
    let is_known = lengths.known_ms > 0;
    let [first, second] = estimates(if is_known { lengths.known_ms } else { HOUR });
    let length = if is_known {
        let length = Millis::new(u32::try_from(lengths.known_ms).unwrap_or(u32::MAX));
        Clock(length).to_string()
    } else {
        "each hour".to_owned()
    };
    let prices = if first.price.cents() == second.price.cents() {
        format!("{} for {length}", dollars(first.price))
    } else {
        format!(
            "{} for {length} with {}, or {} with {}, depending on the language",
            dollars(first.price),
            first.model,
            dollars(second.price),
            second.model
        )
    };
    let rest =
        if is_known && lengths.has_unknown { " Files of unknown length come on top." } else { "" };
    format!("AssemblyAI would charge {prices}.{rest} Prices of {day}; your account may differ. ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(known_ms: u64, has_unknown: bool) -> String {
        words(Lengths { known_ms, has_unknown }, "5 Oct 2026")
    }

    #[test]
    fn both_models_are_told_where_their_prices_differ() {
        assert_eq!(
            said(2_832_000, false),
            "AssemblyAI would charge about $0.18 for 47:12 with Universal\u{2011}3.5 Pro, or about $0.13 \
             with Universal\u{2011}2, depending on the language. Prices of 5 Oct 2026; your account may \
             differ. "
        );
        let short = said(97_000, false);
        assert!(short.starts_with("AssemblyAI would charge less than $0.01 for 1:37. "), "{short}");
    }

    #[test]
    fn a_length_that_is_not_known_is_not_left_out_in_silence() {
        let hourly = said(0, true);
        assert!(
            hourly.contains("about $0.23 for each hour with Universal\u{2011}3.5 Pro"),
            "{hourly}"
        );
        assert!(said(97_000, true).contains(" of unknown length come on top."));
    }
}
