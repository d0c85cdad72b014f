//! `admin create`: the first administrator, and any further one.

use std::io::Read;

use clap::Subcommand;
use kn_core::secret::Secret;

use crate::config::Config;
use crate::{boot, output};

#[derive(Subcommand)]
pub(crate) enum Admin {
    /// Create an administrator with every permission
    Create {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        /// Read the password from standard input instead of making one up
        #[arg(long)]
        password_stdin: bool,
    },
}

pub(crate) async fn run(config: &Config, command: Admin) -> Result<(), String> {
    let Admin::Create { email, name, password_stdin } = command;
    let given = if password_stdin { Some(read_password()?) } else { None };
    let app = boot::start(config).await?;
    let password = given.clone().unwrap_or_else(|| app.entropy().password(20));
    let user = kn_app::identity::create_admin(&app, &email, Secret::new(password.clone()), &name)
        .await
        .map_err(|fault| boot::explain("The administrator was not created", &fault))?;
    boot::close(app.db()).await;
    let shown = if given.is_some() {
        String::new()
    } else {
        format!("\nPassword: {password}\nIt is shown only now.")
    };
    output::line(&format!(
        "Created {} <{}>. Sign in at {}/login{shown}",
        user.full_name, user.email, config.public_url
    ))
}

fn read_password() -> Result<String, String> {
    let mut text = String::new();
    std::io::stdin()
        .take(1024)
        .read_to_string(&mut text)
        .map_err(|fault| format!("The password cannot be read from standard input: {fault}."))?;
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err("Standard input held no password.".to_owned()),
        password => Ok(password.to_owned()),
    }
}
