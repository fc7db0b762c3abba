"""Work that officials claim was done on the ground, and what the sender and the Inspection Board saw there."""
