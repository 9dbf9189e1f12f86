"""Databases: one table or one query, read in batches by the database's own driver, in a session that only reads."""
