//! `config check`: what is configured, without secrets.

use clap::Subcommand;

use crate::config::Config;
use crate::output;

#[derive(Subcommand)]
pub(crate) enum ConfigCommand {
    /// Check the configuration and print it without secrets
    Check,
}

pub(crate) fn run(config: &Config, command: &ConfigCommand) -> Result<(), String> {
    let ConfigCommand::Check = command;
    let lines: Vec<String> =
        config.summary().into_iter().map(|(name, value)| format!("{name:<13} {value}")).collect();
    output::line(&format!("{}\nThe configuration is sound.", lines.join("\n")))
}
