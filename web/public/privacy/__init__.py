"""Pages of data_rights."""
