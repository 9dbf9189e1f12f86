"""The operational store: members, their points, codes, jobs and what is still to be told, on SQLite or PostgreSQL."""
