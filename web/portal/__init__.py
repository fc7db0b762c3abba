"""Public pages as a part of the provincial portal: whose address was asked, the portal's frame, who may show us."""
