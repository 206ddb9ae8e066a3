//! Parts that know nothing of recordings: values in, callbacks out.

pub mod avatar;
pub mod button;
pub mod check_box;
pub mod dialog;
pub mod dom;
pub mod file_input;
pub mod icon;
pub mod menu;
pub mod note;
pub mod segmented;
