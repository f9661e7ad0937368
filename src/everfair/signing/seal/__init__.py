"""The seal: PAdES signatures on a paper, and the check of them."""
