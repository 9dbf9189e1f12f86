"""Simulated markets whose truth is known: what models are tried on before they are believed."""

from regulars.worlds.options import FAMILIES, Options
from regulars.worlds.world import World, make, world_of

__all__ = ["FAMILIES", "Options", "World", "make", "world_of"]
