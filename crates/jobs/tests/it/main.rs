//! Tests of kn-jobs on a real database. `TEST_DB=sqlite` (default) or `postgres`; see `kn_db::testing`.

#[cfg(test)]
mod bench;
#[cfg(test)]
mod queue;
#[cfg(test)]
mod schedules;
#[cfg(test)]
mod staff;
#[cfg(test)]
mod worker;
#[cfg(test)]
mod workflow;
