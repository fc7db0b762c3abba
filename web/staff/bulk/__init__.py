"""Many petitions at once: sheets, lines, scans."""
