"""Pages of what follows an answer, for officials."""
