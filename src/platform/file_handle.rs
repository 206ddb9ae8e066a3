//! Files that the browser finds again after the page was closed, where it lets pages ask for that
//! (the File System API of Chromium).

use js_sys::{Array, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, DomException, File};

use super::js;

/// Where a file is. It can be stored, and outlives the page.
#[derive(Clone, Debug, PartialEq)]
pub struct FileHandle(JsValue);

/// A file that the user brought.
#[derive(Clone, Debug)]
pub struct Brought {
    /// The file.
    pub file: File,
    /// Where it is, if the browser tells.
    pub handle: Option<FileHandle>,
}

impl From<File> for Brought {
    fn from(file: File) -> Self {
        Self { file, handle: None }
    }
}

impl FileHandle {
    /// One that was stored.
    pub fn from_js(value: JsValue) -> Option<Self> {
        (js::get(&value, "kind")?.as_string()? == "file").then_some(Self(value))
    }

    /// As it is stored.
    pub const fn as_js(&self) -> &JsValue {
        &self.0
    }

    /// The file as it is now; `None` if it is gone, or the page may not read it.
    pub async fn file(&self) -> Option<File> {
        js::settled(js::call(&self.0, "getFile", &[])?).await?.dyn_into().ok()
    }

    /// Whether the page may read it without asking.
    pub async fn is_granted(&self) -> bool {
        self.permission("queryPermission").await
    }

    /// Asks the user whether the page may read it; to be called when the user clicked.
    pub async fn ask(&self) -> bool {
        self.permission("requestPermission").await
    }

    async fn permission(&self, method: &str) -> bool {
        let Some(promise) = js::call(&self.0, method, &[]) else { return false };
        js::settled(promise).await.and_then(|state| state.as_string()).as_deref() == Some("granted")
    }
}

/// Whether the browser has a picker that tells where files are.
pub fn has_picker() -> bool {
    js::get(&js_sys::global(), "showOpenFilePicker").is_some()
}

/// Shows that picker. `None` if it cannot be shown; no files if the user chose none.
pub async fn pick() -> Option<Vec<Brought>> {
    let (options, kind, accept) = (Object::new(), Object::new(), Object::new());
    for media_type in ["audio/*", "video/*"] {
        js::set(&accept, media_type, &Array::new());
    }
    js::set(&kind, "accept", &accept);
    js::set(&options, "types", &Array::of1(&kind));
    js::set(&options, "multiple", &true.into());
    js::set(&options, "id", &"recording".into());
    let promise = js::call(&js_sys::global(), "showOpenFilePicker", &[options.into()])?;
    let handles = match JsFuture::from(promise.dyn_into::<Promise>().ok()?).await {
        Ok(handles) => handles.dyn_into::<Array>().ok()?,
        Err(error) => {
            let error = error.dyn_into::<DomException>().ok()?;
            return (error.name() == "AbortError").then(Vec::new);
        }
    };
    let mut brought = Vec::new();
    for handle in handles.iter().filter_map(FileHandle::from_js) {
        let file = handle.file().await?;
        brought.push(Brought { file, handle: Some(handle) });
    }
    Some(brought)
}

/// The files of a drop. What they are must be asked for at once; where they are is told later.
pub(super) fn dropped(transfer: &DataTransfer) -> Vec<(File, Option<JsValue>)> {
    let items = transfer.items();
    let items = (0..items.length()).filter_map(|at| items.get(at));
    let file = |item: web_sys::DataTransferItem| {
        let handle = js::call(&item, "getAsFileSystemHandle", &[]);
        Some((item.get_as_file().ok()??, handle))
    };
    items.filter(|item| item.kind() == "file").filter_map(file).collect()
}

/// Waits until it is told where dropped files are.
pub(super) async fn placed(dropped: Vec<(File, Option<JsValue>)>) -> Vec<Brought> {
    let mut brought = Vec::new();
    for (file, handle) in dropped {
        let handle = match handle {
            Some(promise) => js::settled(promise).await.and_then(FileHandle::from_js),
            None => None,
        };
        brought.push(Brought { file, handle });
    }
    brought
}
