"""Entry point: what happens after the commit. The relay hands messages over, the worker runs their handlers."""
