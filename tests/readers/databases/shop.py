"""A small shop as a table, and where it is served."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "rose@garden"
WRITTEN = "rose%40garden"
CREATE = "CREATE TABLE orders (id integer, customer varchar(20), ordered_at timestamp, amount numeric(12, 2))"
ROWS = [
    (1001, "C-1", "2024-03-05 10:12:00", "12.50"),
    (1002, "C-2", "2024-03-06 11:00:00", "7.00"),
    (1003, "C-1", "2024-04-06 11:00:00", "1250.00"),
]


@dataclass(frozen=True)
class Server:
    """``uri`` is the superuser's."""

    uri: str
    socket: str
    port: str

    def address(self, what: str, user: str = f"anna:{WRITTEN}") -> str:
        return f"postgresql://{user}@/postgres?host={self.socket}&port={self.port}&{what}"
