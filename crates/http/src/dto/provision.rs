//! The data of the provisioning dialog. Secrets in it never leave again but by a reveal.

use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProvisionRequest {
    /// IPv4 or IPv6.
    #[schema(min_length = 2, max_length = 45)]
    pub ip_address: String,
    #[schema(min_length = 1, max_length = 253)]
    pub hostname: String,
    #[schema(min_length = 1, max_length = 64)]
    pub username: String,
    #[schema(format = "password", min_length = 1, max_length = 256)]
    pub password: String,
    #[schema(minimum = 1, maximum = 65535, default = 22)]
    pub ssh_port: u16,
    pub control_panel: Option<ControlPanelRequest>,
    /// Shown to the customer.
    #[schema(max_length = 2000)]
    pub notes: Option<String>,
    /// Mail the customer that the server is ready (without the password).
    pub send_email: bool,
    /// Go on although another live service has this address.
    #[serde(default)]
    #[schema(default = false)]
    pub allow_ip_clash: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ControlPanelRequest {
    #[schema(format = "uri", max_length = 300)]
    pub url: String,
    #[schema(min_length = 1, max_length = 64)]
    pub username: String,
    #[schema(format = "password", min_length = 1, max_length = 256)]
    pub password: String,
}
