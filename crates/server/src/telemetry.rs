//! Logs and metrics of the process.

use metrics_exporter_prometheus::PrometheusBuilder;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::Config;

/// Starts logging to standard error: text for people, JSON for collectors.
pub(crate) fn start(config: &Config) -> Result<(), String> {
    let filter = EnvFilter::try_new(&config.log).map_err(|fault| {
        format!("KN_LOG is {:?}, which is not a log filter: {fault}.", config.log)
    })?;
    let registry = tracing_subscriber::registry().with(filter);
    #[cfg(feature = "otel")]
    let registry = registry.with(otel::layer(config)?);
    let done = if config.log_json {
        registry
            .with(tracing_subscriber::fmt::layer().json().with_writer(std::io::stderr))
            .try_init()
    } else {
        let ansi = std::io::IsTerminal::is_terminal(&std::io::stderr());
        registry
            .with(tracing_subscriber::fmt::layer().with_ansi(ansi).with_writer(std::io::stderr))
            .try_init()
    };
    done.map_err(|fault| format!("Logging cannot start: {fault}."))
}

/// Installs the Prometheus recorder; answers what renders its text.
pub(crate) fn install_metrics() -> Result<impl Fn() -> String + Send + Sync + 'static, String> {
    let handle = PrometheusBuilder::new()
        .set_buckets(&[0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0])
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(|fault| format!("Metrics cannot start: {fault}."))?;
    Ok(move || handle.render())
}

#[cfg(feature = "otel")]
mod otel {
    use opentelemetry::trace::TracerProvider;
    use opentelemetry_otlp::WithExportConfig;
    use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
    use tracing_opentelemetry::OpenTelemetryLayer;

    use crate::config::Config;

    /// Sends spans to `KN_OTLP_ENDPOINT`; nothing without it.
    pub(super) fn layer<S>(
        config: &Config,
    ) -> Result<Option<OpenTelemetryLayer<S, SdkTracer>>, String>
    where
        S: tracing::Subscriber + for<'a> tracing_subscriber::registry::LookupSpan<'a>,
    {
        let Some(endpoint) = &config.otlp_endpoint else { return Ok(None) };
        let exporter = opentelemetry_otlp::SpanExporter::builder()
            .with_http()
            .with_endpoint(endpoint)
            .build()
            .map_err(|fault| format!("KN_OTLP_ENDPOINT cannot be used: {fault}."))?;
        let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
        Ok(Some(tracing_opentelemetry::layer().with_tracer(provider.tracer("kloudnests"))))
    }
}
