//! The bar at the top of the start and progress screens.

use crate::state::theme::use_theme;
use crate::ui::button::icon_button;
use crate::ui::dom::{El, el};
use crate::ui::icon::{icon, icon_fn};

/// The name of the place, and the theme.
pub fn bar() -> El {
    let brand = el("a").class("brand").attr("href", "#/").child(icon("mark")).text("Diarist");
    el("header").class("bar").child(brand).child(el("span").class("grow")).child(theme_toggle())
}

/// Light or dark.
pub fn theme_toggle() -> El {
    let theme = use_theme();
    let icon = icon_fn(move || if theme.is_dark() { "sun" } else { "moon" });
    icon_button("Light or dark", icon, move || theme.toggle())
}
