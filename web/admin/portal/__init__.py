"""The portal's frame and the addresses of communes, for the province's administrator."""
