"""The nightly proof that the counts which pages read are those of the answers themselves."""
