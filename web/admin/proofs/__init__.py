"""Pages of admin_proofs."""
