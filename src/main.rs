//! Starts the page.

fn main() {
    diarist::start();
}
