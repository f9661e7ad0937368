"""Sending what is on air on to other platforms, by RTMP."""
