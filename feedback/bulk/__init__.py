"""Many petitions at once: lines of the paper book by spreadsheet or keyboard, papers from the scanner's folder."""
