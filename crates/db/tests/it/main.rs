//! Tests of kn-db on a real database. `TEST_DB=sqlite` (default) or `postgres`; see `kn_db::testing`.

#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod concurrency;
#[cfg(test)]
mod connect;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod legal;
#[cfg(test)]
mod meter;
#[cfg(test)]
mod migrate;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod samples;
