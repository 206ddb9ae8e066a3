//! Files that are dropped anywhere on the page, or pasted.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, File};

use super::file_handle::{Brought, dropped, placed};
use super::listener::Listener;
use super::task::spawn;

/// What a drag does.
pub enum DropEvent {
    /// Files hover over the page (`true`) or left it again.
    Over(bool),
    /// Files were dropped or pasted.
    Files(Vec<Brought>),
}

/// Listeners that live as long as this.
pub struct FileDrop {
    _listeners: Vec<Listener>,
}

/// Calls back when files are dragged over, dropped on, or pasted into the page.
pub fn listen(callback: impl Fn(DropEvent) + Clone + 'static) -> Option<FileDrop> {
    let document = web_sys::window()?.document()?;
    let (on_over, on_leave, on_drop, on_paste) =
        (callback.clone(), callback.clone(), callback.clone(), callback);
    let listeners = vec![
        Listener::new(&document, "dragover", move |event| {
            if transfer(&event).is_some_and(|transfer| carries_files(&transfer)) {
                event.prevent_default();
                on_over(DropEvent::Over(true));
            }
        }),
        Listener::new(&document, "dragleave", move |event| {
            // Leaving one element for another is not leaving the page.
            let left = event.dyn_ref::<DragEvent>().is_some_and(|e| e.related_target().is_none());
            if left {
                on_leave(DropEvent::Over(false));
            }
        }),
        Listener::new(&document, "drop", move |event| {
            on_drop(DropEvent::Over(false));
            if let Some(transfer) = transfer(&event).filter(carries_files) {
                event.prevent_default();
                let (on_drop, dropped) = (on_drop.clone(), dropped(&transfer));
                spawn(async move { on_drop(DropEvent::Files(placed(dropped).await)) });
            }
        }),
        Listener::new(&document, "paste", move |event| {
            let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            let files = data.map(|data| files_of(&data)).unwrap_or_default();
            if !files.is_empty() {
                event.prevent_default();
                on_paste(DropEvent::Files(files.into_iter().map(Brought::from).collect()));
            }
        }),
    ];
    Some(FileDrop { _listeners: listeners })
}

fn transfer(event: &web_sys::Event) -> Option<DataTransfer> {
    event.dyn_ref::<DragEvent>()?.data_transfer()
}

fn carries_files(transfer: &DataTransfer) -> bool {
    transfer.types().includes(&"Files".into(), 0)
}

fn files_of(transfer: &DataTransfer) -> Vec<File> {
    transfer.files().map_or_else(Vec::new, |list| list_of(&list))
}

/// A browser's list of files as a vector.
pub fn list_of(list: &web_sys::FileList) -> Vec<File> {
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}
