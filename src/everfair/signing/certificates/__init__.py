"""The test authorities: a root, a certificate authority, a time stamp authority."""
