//! Release builds carry the front end inside them, so a new build of it must make a new build of this crate.
//! Debug builds read it from disk and don't care.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("PROFILE").is_some_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../../web/dist");
        println!("cargo::rerun-if-changed=../../web/dist-ssr");
    }
}
