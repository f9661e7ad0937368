"""RTMP, the publishing half: bytes in, FLV tags out (Adobe RTMP specification 1.0, December 2012)."""
