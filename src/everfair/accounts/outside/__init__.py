"""Signing in with somebody else's identity provider (OpenID Connect), on allauth's rails."""
