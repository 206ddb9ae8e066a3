//! The sample conversations that ship with the page: same origin, no key.

use gloo_net::http::Request;

/// Fetches a file of `samples/`, beside the page.
pub async fn fetch(file: &str) -> Option<Vec<u8>> {
    fetch_at(&address(file)).await
}

/// Fetches what is at an address of [`address`].
pub async fn fetch_at(address: &str) -> Option<Vec<u8>> {
    let response = Request::get(address).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    response.binary().await.ok()
}

/// The address of a file of `samples/`, relative to the page.
pub fn address(file: &str) -> String {
    format!("samples/{file}")
}
