"""One-time codes on dossier slips, and the changing code of a screen: only who was there has one."""
