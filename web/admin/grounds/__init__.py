"""The lists of grounds, for administrators."""
