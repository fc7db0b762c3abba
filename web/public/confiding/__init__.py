"""Pages for whoever denounces: words both ways, protection, reports of retaliation, advice, the quick way out."""
