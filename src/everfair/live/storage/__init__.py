"""Recordings in a bucket that speaks S3: moved there some time after a stream's end, so that the disk stays free."""
