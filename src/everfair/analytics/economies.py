"""Which economies count as the first thirty in trade in services."""

from __future__ import annotations

# The fair said that all of the first thirty came, not which they are. Ours, and shown as assumed: the leading
# exporters and importers of commercial services in 2019, after the World Trade Organization's statistics.
TOP_30_SERVICES_ECONOMIES = (
    "US", "GB", "DE", "FR", "CN", "NL", "IE", "IN", "JP", "SG",
    "ES", "CH", "BE", "IT", "LU", "KR", "HK", "CA", "TH", "AT",
    "SE", "AE", "DK", "PL", "AU", "TW", "RU", "TR", "IL", "MO",
)  # fmt: skip
