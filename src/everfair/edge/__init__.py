"""The front of every web process: raw ASGI, no Django."""
