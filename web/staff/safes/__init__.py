"""Pages of the safe that whoever sent what stays sealed lies in."""
