"""Official documents as Word files and PDFs (`core.papers.PaperMaker`)."""
