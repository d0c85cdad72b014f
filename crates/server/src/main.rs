//! `kloudnests`: the whole product in one program.

mod boot;
mod commands;
mod config;
mod output;
mod serve;
mod telemetry;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, Flags};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Server-renting platform: sell, bill, provision and support from one program
#[derive(Parser)]
#[command(name = "kloudnests", version)]
struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Web, API, worker and schedules in one process
    Serve {
        /// Leave worker and schedules to other processes
        #[arg(long)]
        no_worker: bool,
    },
    /// Worker and schedules only
    Worker,
    /// Bring the database up to date
    Migrate,
    /// Write the catalogue, and with --demo the sample data
    Seed {
        #[arg(long)]
        demo: bool,
    },
    /// Manage administrators
    Admin {
        #[command(subcommand)]
        command: commands::admin::Admin,
    },
    /// Check configuration, keys, database, migrations, queue and mail
    Doctor,
    /// Recompute the ledger and every document; ends with 1 if anything differs
    VerifyBooks,
    /// Print the OpenAPI document
    Openapi,
    /// Print the table of error codes
    Errors,
    /// Look at the configuration
    Config {
        #[command(subcommand)]
        command: commands::config::ConfigCommand,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(sentence) => {
            eprintln!("kloudnests: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode, String> {
    match cli.command {
        Command::Openapi => {
            return output::line(&kn_http::openapi::json()).map(|()| ExitCode::SUCCESS);
        }
        Command::Errors => {
            return output::line(&kn_core::code::errors_markdown()).map(|()| ExitCode::SUCCESS);
        }
        _ => {}
    }
    let config = Config::load(&cli.flags)?;
    telemetry::start(&config)?;
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        return Err("The TLS library was set up twice.".to_owned());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|fault| format!("The runtime cannot start: {fault}."))?;
    runtime.block_on(dispatch(cli.command, &config))
}

async fn dispatch(command: Command, config: &Config) -> Result<ExitCode, String> {
    match command {
        Command::Serve { no_worker } => serve::serve(config, !no_worker).await?,
        Command::Worker => serve::work(config).await?,
        Command::Migrate => commands::migrate::run(config).await?,
        Command::Seed { demo } => commands::seed::run(config, demo).await?,
        Command::Admin { command } => commands::admin::run(config, command).await?,
        Command::Doctor => return commands::doctor::run(config).await,
        Command::VerifyBooks => return commands::verify_books::run(config).await,
        Command::Config { command } => commands::config::run(config, &command)?,
        Command::Openapi | Command::Errors => {}
    }
    Ok(ExitCode::SUCCESS)
}
