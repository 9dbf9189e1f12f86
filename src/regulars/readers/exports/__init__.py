"""Exports of shops and payment services whose columns need arithmetic before they mean one thing."""
