//! "Tell me when it is ready".

use crate::state::bell::use_bell;
use crate::ui::dom::{El, el};
use crate::ui::menu::switch;
use crate::ui::note::hint;

/// The switch; none in a browser without messages of the system.
pub(super) fn notify_switch() -> Option<El> {
    let bell = use_bell();
    let turn = move |is_on| bell.turn(is_on);
    bell.is_possible().then(|| {
        el("div").class("card setup").child(
            el("div")
                .child(switch("Tell me when it is ready", move || bell.is_on(), turn))
                .part(move || bell.is_refused().then(refused)),
        )
    })
}

fn refused() -> El {
    let text =
        "This browser does not let this page send notifications. Allow them in its settings.";
    hint("info", "info", text)
}
