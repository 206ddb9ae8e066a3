//! The original beside what it was corrected to: one at a time, with what differs marked.

use leptos::prelude::*;
use transcript::edit::Side;

use crate::state::reader::Reader;
use crate::ui::button::icon_button;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::menu::item;
use crate::ui::segmented::segmented;

/// Begins it, from a menu.
pub(in crate::views::conversation) fn compare_item(reader: Reader) -> El {
    item("Compare with the original", move || reader.compare(Side::Corrected))
}

/// Shows the other of the two.
pub(in crate::views::conversation) fn toggle_original(reader: Reader) {
    reader.compare(match reader.comparing().get_untracked() {
        Some(Side::Original) => Side::Corrected,
        Some(Side::Corrected) | None => Side::Original,
    });
}

/// Which of the two is shown, while they are compared.
pub(in crate::views::conversation) fn compare(reader: Reader) -> Option<El> {
    let comparing = reader.comparing();
    let is_on = Memo::new(move |_| comparing.get().is_some());
    let is_original = move || comparing.get() == Some(Side::Original);
    let told = move || {
        let text = if is_original() {
            "As it came. What is struck through was corrected."
        } else {
            "As it is corrected. What is underlined is not in the original."
        };
        text.to_owned()
    };
    let choice = segmented(
        "Text that is shown",
        "Text that is shown",
        &["Corrected", "Original"],
        move || usize::from(is_original()),
        move |index| reader.compare(if index == 0 { Side::Corrected } else { Side::Original }),
    );
    is_on.get().then(|| {
        el("div")
            .class("wide review")
            .attr("role", "group")
            .attr("aria-label", "Compare with the original")
            .child(choice)
            .child(el("p").class("grow").attr("role", "status").text_fn(told))
            .child(icon_button("End comparing", icon("x"), move || reader.end_comparing()))
    })
}
