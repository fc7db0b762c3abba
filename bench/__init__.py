"""The product beside bare Flask, on the same server and the same kind of database. `python -m bench`."""
