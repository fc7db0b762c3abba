"""What the frame of the provincial portal is drawn with."""
