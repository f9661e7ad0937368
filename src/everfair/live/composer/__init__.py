"""Playlists over the takes of a stream: live, DVR and video on demand."""
