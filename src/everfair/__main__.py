"""`python -m everfair` is the `everfair` command."""

from everfair.ops.public import main

main()
