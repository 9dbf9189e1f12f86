"""A group of commands whose first one need not be named: `regulars kinds shop/` is `regulars kinds show shop/`."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class WithFirstCommand(TyperGroup):
    """What is no command of the group is given to its first one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Options before a source belong to the first command too; only `--help` alone is the group's own."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [next(iter(self.commands)), *args]
        parsed: list[str] = super().parse_args(ctx, args)
        return parsed
