"""Pages for members: the wallet, behind a signed link, as docs/howto/wallet.md shows."""

from regulars.interfaces.members.application import wallet

__all__ = ["wallet"]
