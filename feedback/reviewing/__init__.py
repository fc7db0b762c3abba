"""What a busy network sent without a proof of work: taken like any other, looked at by a clerk before it is worked."""
