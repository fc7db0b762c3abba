"""Comments: what looks private in them is covered before anybody else reads them."""
