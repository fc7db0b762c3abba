#!/bin/sh
# Prints the first Python of this machine that is new enough (3.11), so that `make` works where python3 is older.
for name in python3 python3.11 python3.12 python3.13 python3.14 python; do
    if command -v "$name" >/dev/null 2>&1 &&
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        echo "$name"
        exit 0
    fi
done
echo python3 # none: tools/setup.py says what is missing
