"""The only place where settings, readers, engines and stores meet the domain."""
