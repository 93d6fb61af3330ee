//! The program that the page loads.

fn main() {
    rollcall_app::shell::start();
}
