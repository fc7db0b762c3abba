"""Adapters to the ports of `core.ports`. Only `bootstrap` imports them."""
